import type { Cfgutil } from '../cfgutil.ts'
import type { Ecid } from '../../../src-shared/ecid.ts'

const limits = { timeoutMs: 300_000 }

/** Activates over this Mac's network. @throws AppError as `Cfgutil.onDevice` */
export async function activate(cfgutil: Cfgutil, ecid: Ecid, signal: AbortSignal): Promise<void> {
  await cfgutil.onDevice({ verb: 'activate', ecid, limits, asSupervisor: cfgutil.canSupervise }, signal)
}

import type { Cfgutil } from '../cfgutil.ts'
import type { Ecid } from '../../../src-shared/ecid.ts'

const limits = { timeoutMs: 120_000 }

/** For supervised devices only (usage text). @throws AppError as `Cfgutil.onDevice` */
export async function restart(cfgutil: Cfgutil, ecid: Ecid, signal: AbortSignal): Promise<void> {
  await cfgutil.onDevice({ verb: 'restart', ecid, limits, asSupervisor: true }, signal)
}

/** For supervised devices only. @throws AppError as `Cfgutil.onDevice` */
export async function shutDown(cfgutil: Cfgutil, ecid: Ecid, signal: AbortSignal): Promise<void> {
  await cfgutil.onDevice({ verb: 'shut-down', ecid, limits, asSupervisor: true }, signal)
}

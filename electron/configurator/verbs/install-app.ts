import { resolve } from 'node:path'
import type { Cfgutil } from '../cfgutil.ts'
import type { Ecid } from '../../../src-shared/ecid.ts'

const limits = { timeoutMs: 20 * 60_000 }

/** Installs a local .ipa; cfgutil assigns no volume licenses. @throws AppError as `Cfgutil.onDevice` */
export async function installApp(cfgutil: Cfgutil, ecid: Ecid, ipa: string, signal: AbortSignal): Promise<void> {
  const operands = [resolve(ipa)]
  await cfgutil.onDevice({ verb: 'install-app', ecid, operands, limits, asSupervisor: cfgutil.canSupervise }, signal)
}

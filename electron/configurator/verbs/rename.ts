import type { Cfgutil } from '../cfgutil.ts'
import type { Ecid } from '../../../src-shared/ecid.ts'

const limits = { timeoutMs: 120_000 }

/** @throws AppError `configurator.wordRefused` for a name that begins with a hyphen; as `Cfgutil.onDevice` */
export async function rename(cfgutil: Cfgutil, ecid: Ecid, name: string, signal: AbortSignal): Promise<void> {
  await cfgutil.onDevice({ verb: 'rename', ecid, operands: [name], limits }, signal)
}

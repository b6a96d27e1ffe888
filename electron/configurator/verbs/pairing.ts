import type { Cfgutil } from '../cfgutil.ts'
import type { Ecid } from '../../../src-shared/ecid.ts'

/** Somebody has to unlock the device and tap Trust meanwhile. */
const limits = { timeoutMs: 180_000 }

/** Pairs; with the supervision identity of a device supervised by it nobody has to tap. @throws AppError as `Cfgutil.onDevice` */
export async function pair(cfgutil: Cfgutil, ecid: Ecid, asSupervisor: boolean, signal: AbortSignal): Promise<void> {
  await cfgutil.onDevice({ verb: 'pair', ecid, limits, asSupervisor }, signal)
}

/** @throws AppError as `Cfgutil.onDevice` */
export async function unpair(cfgutil: Cfgutil, ecid: Ecid, signal: AbortSignal): Promise<void> {
  await cfgutil.onDevice({ verb: 'unpair', ecid, limits }, signal)
}

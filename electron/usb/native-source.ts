import { AppError } from '../../src-shared/errors.ts'
import { emptyBusTree } from './bus-tree.ts'
import type { BusTree } from './bus-tree.ts'
import { readNative } from './native.ts'
import type { NativeDevice } from './native.ts'

/** The part of the package `usb` used here: its binding, without the WebUSB layer around it. */
export type NativeUsb = {
  readonly nativeGetDevices: () => Promise<readonly NativeDevice[]>
  readonly Emitter: new () => NativeEmitter
}
type NativeEmitter = {
  addAttach(callback: (device: NativeDevice) => void): Promise<void>
  addDetach(callback: (handle: string) => void): Promise<void>
  removeAttach(): Promise<void>
  removeDetach(): Promise<void>
}
export type LoadNativeUsb = () => Promise<NativeUsb>

/**
 * Loaded when first asked for. The WebUSB layer (`import('usb')`) starts work in the background when a listener is
 * added, and ends the whole process if that fails; the binding gives promises, whose failures stay with us.
 */
export const loadNativeUsb: LoadNativeUsb = async () => {
  const { nativeGetDevices, Emitter } = await import('usb/index.js')
  return { nativeGetDevices, Emitter }
}

/**
 * Any system, by the package `usb`; empty where there is no USB.
 * @throws AppError `usb.toolFailed` when the package has no binding for this computer or the bus cannot be listed
 */
export async function nativeBus(platform: NodeJS.Platform, load: LoadNativeUsb): Promise<BusTree> {
  try {
    const { nativeGetDevices } = await load()
    return readNative(await nativeGetDevices(), platform)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    // The words of the binding on Linux (nusb) for a computer without USB.
    if (reason.includes('/sys/bus/usb/devices/ not found')) return emptyBusTree
    throw new AppError('usb.toolFailed', { tool: 'usb', reason: reason.slice(0, 200) }, { cause: error })
  }
}

/**
 * Calls `onChange` for everything that comes or goes, until the signal fires. Listens only once the bus could be
 * listed; where it cannot, `onTrouble` is told once and nothing else happens.
 */
export function watchNative(
  load: LoadNativeUsb,
  onChange: () => void,
  signal: AbortSignal,
  onTrouble: (error: unknown) => void,
): void {
  start(load, onChange, signal).catch(onTrouble)
}

async function start(load: LoadNativeUsb, onChange: () => void, signal: AbortSignal): Promise<void> {
  const { nativeGetDevices, Emitter } = await load()
  await nativeGetDevices()
  if (signal.aborted) return
  const emitter = new Emitter()
  try {
    await emitter.addAttach(() => onChange())
    await emitter.addDetach(() => onChange())
    await aborted(signal)
  } finally {
    // Until both are gone the binding keeps the process alive.
    await emitter.removeAttach()
    await emitter.removeDetach()
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

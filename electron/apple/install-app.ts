import { AppError } from '../../src-shared/errors.ts'
import type { PairRecord } from './pair-record.ts'
import { Afc } from './services/afc.ts'
import { installApp, openInstallationProxy } from './services/installation-proxy.ts'
import type { AppProgress } from './services/installation-proxy.ts'
import type { AttachedDevice, Usbmux } from './usbmux.ts'

export type InstallAppOptions = {
  readonly mux: Usbmux
  readonly device: AttachedDevice
  readonly record: PairRecord
  readonly bundleId: string
  readonly ipa: Uint8Array | AsyncIterable<Uint8Array>
  readonly onUpload: (bytes: number) => void
  readonly onProgress: (progress: AppProgress) => void
  readonly signal?: AbortSignal
}

const stagingDirectory = 'PublicStaging'
const tidyMs = 10_000

/**
 * Copies an `.ipa` to the device and has it installed; the copy is removed afterwards. The signal counts until the copy
 * is there.
 * @throws AppError 'apple.afc.failed', 'apple.app.refused'
 */
export async function installAppFromIpa(options: InstallAppOptions): Promise<void> {
  const { mux, device, record, bundleId, ipa, signal } = options
  const call = signal === undefined ? {} : { signal }
  // The name becomes a path on the device.
  const path = `${stagingDirectory}/${bundleId.replace(/[^A-Za-z0-9.-]/g, '_')}`
  const afc = await Afc.open(mux, device, record, call)
  try {
    await afc.makeDirectory(stagingDirectory)
    await afc.writeFile(path, ipa, options.onUpload)
    const service = await openInstallationProxy(mux, device, record, call)
    try {
      // Without the signal: an installation that has begun goes on in the device, so its outcome is waited for.
      await installApp(service, path, bundleId, options.onProgress)
    } finally {
      service.close()
    }
  } finally {
    afc.close()
    await removeCopy(mux, device, record, path)
  }
}

/** Whatever happened, the copy is of no use any more; a device that left has nothing to tidy. */
async function removeCopy(mux: Usbmux, device: AttachedDevice, record: PairRecord, path: string): Promise<void> {
  try {
    // A connection of its own: the other one may have been cut off in the middle of a request.
    const afc = await Afc.open(mux, device, record, { timeoutMs: tidyMs })
    await afc.remove(path).finally(() => afc.close())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

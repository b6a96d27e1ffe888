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

/**
 * Copies an `.ipa` to the device and has it installed; the copy is removed afterwards.
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
      await installApp(service, path, bundleId, options.onProgress, call)
    } finally {
      service.close()
    }
  } finally {
    // Whatever happened, the copy is of no use any more; a device that left has nothing to tidy.
    await afc.remove(path).catch(() => {})
    afc.close()
  }
}

import { AppError } from '../../src-shared/errors.ts'
import { installAppFromIpa } from '../apple/install-app.ts'
import { openIpa } from '../apple/ipa.ts'
import { browseApps, installationProxyName, uninstallApp } from '../apple/services/installation-proxy.ts'
import type { InstalledApp } from '../apple/services/installation-proxy.ts'
import type { CommandContext } from './device-desk.ts'
import { onService, pairedLink } from './on-service.ts'

export async function listApps(
  context: CommandContext,
  { all }: { readonly all: boolean },
): Promise<{ readonly apps: InstalledApp[] }> {
  const { signal } = context
  const kind = all ? 'Any' : 'User'
  const apps = await onService(context, installationProxyName, (service) => browseApps(service, kind, { signal }))
  return { apps: [...apps] }
}

/** @throws AppError `device.ipaUnreadable` before the device is asked, `apple.app.refused` with the device's words */
export async function installApp(
  context: CommandContext,
  { path }: { readonly path: string },
): Promise<{ readonly bundleId: string; readonly name: string | null; readonly version: string | null }> {
  const { signal, say } = context
  const ipa = await openIpa(path)
  try {
    let shown = -1
    await installAppFromIpa({
      ...(await pairedLink(context)),
      bundleId: ipa.bundleId,
      ipa: ipa.content(),
      onUpload: (bytes) => {
        const percent = Math.floor((bytes * 100) / Math.max(1, ipa.size))
        if (percent > shown) say('uploading', percent)
        shown = Math.max(shown, percent)
      },
      onProgress: ({ percent }) => say('installing', percent),
      signal,
    })
    return { bundleId: ipa.bundleId, name: ipa.name, version: ipa.version }
  } finally {
    await ipa.close()
  }
}

/** @throws AppError `device.appNotThere`: devices call the removal of what is not there a success */
export async function removeApp(
  context: CommandContext,
  { bundleId }: { readonly bundleId: string },
): Promise<Record<string, never>> {
  await onService(context, installationProxyName, async (service) => {
    const apps = await browseApps(service, 'Any', { signal: context.signal })
    if (!apps.some((app) => app.bundleId === bundleId)) throw new AppError('device.appNotThere', { bundleId })
  })
  await onService(context, installationProxyName, (service) => uninstallApp(service, bundleId))
  return {}
}

/** `com.apple.mobile.installation_proxy`: apps on the device. */
import { AppError } from '../../../src-shared/errors.ts'
import { openService } from '../device-link.ts'
import type { SessionOptions } from '../device-link.ts'
import type { PairRecord } from '../pair-record.ts'
import type { CallOptions } from '../plist-channel.ts'
import type { PlistService } from '../plist-service.ts'
import { arrayAt, integerAt, stringAt } from '../plist/take.ts'
import { isPlistDict } from '../plist/value.ts'
import type { PlistDict } from '../plist/value.ts'
import type { PlistInputDict } from '../plist/write.ts'
import type { AttachedDevice, Usbmux } from '../usbmux.ts'

export const installationProxyName = 'com.apple.mobile.installation_proxy'

/** A device says nothing for minutes while it checks a large app. */
const quietMs = 10 * 60_000

export type InstalledApp = {
  readonly bundleId: string
  readonly name: string | null
  readonly version: string | null
  readonly kind: string | null
}

export type AppProgress = { readonly status: string; readonly percent: number | null }

export function openInstallationProxy(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  options: SessionOptions = {},
): Promise<PlistService> {
  return openService(mux, device, record, installationProxyName, options)
}

export async function browseApps(
  service: PlistService,
  kind: 'User' | 'System' | 'Any' = 'User',
  options?: CallOptions,
): Promise<readonly InstalledApp[]> {
  const attributes = [
    'CFBundleIdentifier',
    'CFBundleDisplayName',
    'CFBundleName',
    'CFBundleShortVersionString',
    'ApplicationType',
  ]
  const message = { Command: 'Browse', ClientOptions: { ApplicationType: kind, ReturnAttributes: attributes } }
  const apps: InstalledApp[] = []
  await follow(service, message, (part) => apps.push(...readApps(part)), options)
  return apps
}

/**
 * Installs or updates what was put on the device with AFC.
 * @param packagePath as AFC names it, for example `PublicStaging/org.example.app`
 * @throws AppError 'apple.app.refused' with the device's words
 */
export async function installApp(
  service: PlistService,
  packagePath: string,
  bundleId: string,
  onProgress: (progress: AppProgress) => void,
  options?: CallOptions,
): Promise<void> {
  const message = { Command: 'Install', PackagePath: packagePath, ClientOptions: { CFBundleIdentifier: bundleId } }
  await follow(service, message, (part) => onProgress(readProgress(part)), options)
}

export async function uninstallApp(service: PlistService, bundleId: string, options?: CallOptions): Promise<void> {
  await follow(service, { Command: 'Uninstall', ApplicationIdentifier: bundleId }, () => {}, options)
}

/** One command and its stream of parts, up to `Complete`. */
async function follow(
  service: PlistService,
  message: PlistInputDict,
  onPart: (part: PlistDict) => void,
  options: CallOptions = {},
): Promise<void> {
  const call = { timeoutMs: quietMs, ...options }
  for (let part = await service.request(message, call); ; part = await service.receive(call)) {
    const error = stringAt(part, 'Error')
    if (error !== undefined) {
      const text = stringAt(part, 'ErrorDescription') ?? error
      throw new AppError('apple.app.refused', { text: text.slice(0, 300), error: error.slice(0, 80) })
    }
    onPart(part)
    if (stringAt(part, 'Status') === 'Complete') return
  }
}

function readProgress(part: PlistDict): AppProgress {
  return { status: stringAt(part, 'Status') ?? '', percent: integerAt(part, 'PercentComplete') ?? null }
}

function readApps(part: PlistDict): readonly InstalledApp[] {
  return (arrayAt(part, 'CurrentList') ?? []).flatMap((app) => {
    const bundleId = isPlistDict(app) ? stringAt(app, 'CFBundleIdentifier') : undefined
    if (!isPlistDict(app) || bundleId === undefined) return []
    const name = stringAt(app, 'CFBundleDisplayName') ?? stringAt(app, 'CFBundleName') ?? null
    const version = stringAt(app, 'CFBundleShortVersionString') ?? null
    return [{ bundleId, name, version, kind: stringAt(app, 'ApplicationType') ?? null }]
  })
}

import { dictAt, stringAt, stringsAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { nextRequest } from './next-request.ts'
import { bundleIdOfPackage } from './package-info.ts'

type App = { readonly id: string; readonly name: string; readonly version: string; readonly type: 'User' | 'System' }

const systemApps: readonly App[] = [
  { id: 'com.apple.Preferences', name: 'Settings', version: '1.0', type: 'System' },
  { id: 'com.apple.mobilesafari', name: 'Safari', version: '18.0', type: 'System' },
]
export const installSteps = [
  'CreatingStagingDirectory',
  'ExtractingPackage',
  'InspectingPackage',
  'VerifyingApplication',
  'InstallingApplication',
] as const

/** Lists, installs and removes apps. An installed app is a name: practice devices run none. */
export async function serveInstallationProxy(device: PracticeDevice, connection: Connection): Promise<void> {
  for (;;) {
    const request = await nextRequest(connection)
    if (request === null) return
    for (const message of answer(device, request)) await connection.send(message)
  }
}

function answer(device: PracticeDevice, request: PlistDict): readonly PlistInputDict[] {
  const options = dictAt(request, 'ClientOptions') ?? {}
  switch (stringAt(request, 'Command')) {
    case 'Browse':
      return browse(device, options)
    case 'Lookup':
      return lookup(device, options)
    case 'Install':
    case 'Upgrade':
      return install(device, stringAt(request, 'PackagePath') ?? '', options)
    case 'Uninstall':
      return uninstall(device, stringAt(request, 'ApplicationIdentifier') ?? '')
    case 'CheckCapabilitiesMatch':
      return [{ LookupResult: true, Status: 'Complete' }]
    default:
      return [failure('APIInternalError', 'Unknown command')]
  }
}

function browse(device: PracticeDevice, options: PlistDict): readonly PlistInputDict[] {
  const list = selected(device, options).map((app) => attributes(app, options))
  const chunk = {
    Status: 'BrowsingApplications',
    CurrentAmount: list.length,
    CurrentIndex: 0,
    CurrentList: list,
    Total: list.length,
  }
  return [...(list.length > 0 ? [chunk] : []), { Status: 'Complete' }]
}

function lookup(device: PracticeDevice, options: PlistDict): readonly PlistInputDict[] {
  const found = selected(device, options).map((app) => [app.id, attributes(app, options)] as const)
  return [{ LookupResult: Object.fromEntries(found), Status: 'Complete' }]
}

function selected({ phone: { apps } }: PracticeDevice, options: PlistDict): readonly App[] {
  const type = stringAt(options, 'ApplicationType') ?? 'Any'
  const ids = stringsAt(options, 'BundleIDs')
  const own = [...apps].map(([id, app]): App => ({ id, name: app.name, version: app.version, type: 'User' }))
  return [...own, ...systemApps].filter(
    (app) => (type === 'Any' || app.type === type) && (ids?.includes(app.id) ?? true),
  )
}

function attributes(app: App, options: PlistDict): PlistInputDict {
  const all: PlistInputDict = {
    ApplicationType: app.type,
    CFBundleDisplayName: app.name,
    CFBundleExecutable: app.name,
    CFBundleIdentifier: app.id,
    CFBundleName: app.name,
    CFBundleShortVersionString: app.version,
    CFBundleVersion: app.version,
    Path: `/private/var/containers/Bundle/Application/${app.id}/${app.name}.app`,
  }
  const wanted = stringsAt(options, 'ReturnAttributes')
  return wanted === undefined ? all : Object.fromEntries(Object.entries(all).filter(([key]) => wanted.includes(key)))
}

function install(device: PracticeDevice, path: string, options: PlistDict): readonly PlistInputDict[] {
  // Not every program says which app it brings.
  const id = stringAt(options, 'CFBundleIdentifier') ?? bundleIdAt(device, path) ?? path.split('/').at(-1) ?? ''
  const progress = installSteps.map((status, index) => ({ Status: status, PercentComplete: 5 + index * 20 }))
  if (!isPackage(device, path))
    return [...progress.slice(0, 2), failure('PackageExtractionFailed', 'The package could not be read')]
  installApp(device, id)
  return [...progress, { Status: 'Complete' }]
}

/** Whichever way it came. */
export function installApp({ phone }: PracticeDevice, bundleId: string): void {
  phone.apps.set(bundleId, { name: bundleId.split('.').at(-1) ?? bundleId, version: '1.0' })
  phone.record('appInstalled', { bundleId })
  phone.emit('notification', 'com.apple.mobile.application_installed')
}

/** An .ipa is a ZIP archive; a directory is an app uploaded unpacked. */
function isPackage({ files }: PracticeDevice, path: string): boolean {
  const node = files.find(path)
  return node?.kind === 'directory' || node?.bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
}

function bundleIdAt({ files }: PracticeDevice, path: string): string | null {
  const node = files.find(path)
  return node?.kind === 'file' ? bundleIdOfPackage(node.bytes.subarray(0, node.size)) : null
}

function uninstall(device: PracticeDevice, id: string): readonly PlistInputDict[] {
  const progress = [{ Status: 'RemovingApplication', PercentComplete: 50 }]
  if (device.phone.apps.delete(id)) {
    device.phone.record('appRemoved', { bundleId: id })
    device.phone.emit('notification', 'com.apple.mobile.application_uninstalled')
  }
  // Removing what is not there succeeds on devices, too.
  return [...progress, { Status: 'Complete' }]
}

function failure(error: string, description: string): PlistInputDict {
  return { Error: error, ErrorDescription: description, ErrorDetail: 0 }
}

import { arrayAt, stringAt } from '../../../apple/plist/take.ts'
import { PlistReal } from '../../../apple/plist/value.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInput, PlistInputDict } from '../../../apple/plist/write.ts'
import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { nextRequest } from './next-request.ts'

/** The smallest PNG there is: one transparent pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==',
  'base64',
)
const iconStatePath = 'springboard/iconState'

/** The home screen: icon layout, icons and wallpaper. */
export async function serveSpringBoard(device: PracticeDevice, connection: Connection): Promise<void> {
  for (;;) {
    const request = await nextRequest(connection)
    if (request === null) return
    // The one reply whose root is an array.
    if (stringAt(request, 'command') === 'getIconState') await connection.sendArray(iconState(device))
    else {
      const reply = answer(device, request)
      if (reply !== null) await connection.send(reply)
    }
  }
}

/** Null: no reply, as after setIconState. */
function answer(device: PracticeDevice, request: PlistDict): PlistInputDict | null {
  switch (stringAt(request, 'command')) {
    case 'setIconState': {
      const state = arrayAt(request, 'iconState')
      if (state !== undefined) device.phone.storage.settings.set(iconStatePath, state)
      device.phone.record('iconStateSet')
      return null
    }
    case 'getIconPNGData':
    case 'getHomeScreenWallpaperPNGData':
    case 'getWallpaperPreviewImage':
      return { pngData: pixel }
    case 'getWallpaperInfo':
      return { wallpaperInfo: { hasLockScreenWallpaper: true, hasHomeScreenWallpaper: true } }
    case 'getInterfaceOrientation':
      return { interfaceOrientation: 1 }
    case 'getHomeScreenIconMetrics':
      return {
        homeScreenIconColumns: 4,
        homeScreenIconRows: 6,
        homeScreenIconDockMaxCount: 4,
        homeScreenIconWidth: new PlistReal(60),
        homeScreenIconHeight: new PlistReal(60),
      }
    default:
      return { error: 'unknown command' }
  }
}

/** The dock first, then the pages. */
function iconState(device: PracticeDevice): readonly PlistInput[] {
  const stored = device.phone.storage.settings.get(iconStatePath)
  if (Array.isArray(stored)) return stored as readonly PlistInput[]
  const dock = [icon('com.apple.mobilesafari', 'Safari')]
  const page = [
    icon('com.apple.Preferences', 'Settings'),
    ...[...device.phone.apps].map(([id, app]) => icon(id, app.name)),
  ]
  return [dock, page]
}

function icon(bundleIdentifier: string, displayName: string): PlistInputDict {
  return { bundleIdentifier, displayIdentifier: bundleIdentifier, displayName, iconModDate: new Date(0) }
}

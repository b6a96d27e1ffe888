/** `com.apple.springboardservices`: icons and wallpaper. Setting a wallpaper is MCInstall's work, not this service's. */
import { AppError } from '../../../src-shared/errors.ts'
import type { CallOptions } from '../plist-channel.ts'
import type { PlistService } from '../plist-service.ts'
import { dataAt } from '../plist/take.ts'
import type { PlistArray, PlistDict } from '../plist/value.ts'

export const springboardName = 'com.apple.springboardservices'

/** The dock, then the pages; folders hold lists of lists. It is given back to `setIconLayout` as it came, rearranged. */
export async function iconLayout(service: PlistService, options?: CallOptions): Promise<PlistArray> {
  const reply = await service.requestValue({ command: 'getIconState', formatVersion: '2' }, options)
  if (!Array.isArray(reply)) throw new AppError('apple.service.malformed', { request: 'getIconState' })
  return reply as PlistArray
}

/** The device does not answer this one: read the layout to see it. */
export async function setIconLayout(service: PlistService, layout: PlistArray, options?: CallOptions): Promise<void> {
  await service.send({ command: 'setIconState', iconState: layout }, options)
}

/** PNG. */
export async function iconImage(service: PlistService, bundleId: string, options?: CallOptions): Promise<Uint8Array> {
  return image(await service.request({ command: 'getIconPNGData', bundleId }, options), 'getIconPNGData')
}

/** PNG. */
export async function wallpaperPreview(
  service: PlistService,
  screen: 'homescreen' | 'lockscreen',
  options?: CallOptions,
): Promise<Uint8Array> {
  const message = { command: 'getWallpaperPreviewImage', wallpaperName: screen }
  return image(await service.request(message, options), message.command)
}

function image(reply: PlistDict, request: string): Uint8Array {
  const png = dataAt(reply, 'pngData')
  if (png === undefined) throw new AppError('apple.service.refused', { request, text: 'no image' })
  return png
}

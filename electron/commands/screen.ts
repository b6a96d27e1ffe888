import { AppError } from '../../src-shared/errors.ts'
import { plistFromJson, plistToJson } from '../apple/plist/json.ts'
import type { Json } from '../apple/plist/json.ts'
import { setWallpaper } from '../apple/services/mcinstall-wallpaper.ts'
import {
  iconImage,
  iconLayout,
  setIconLayout,
  springboardName,
  wallpaperPreview,
} from '../apple/services/springboard.ts'
import type { CommandContext } from './device-desk.ts'
import { onEscalated, onService } from './on-service.ts'

export async function icons(context: CommandContext): Promise<{ readonly layout: Json }> {
  const { signal } = context
  const layout = await onService(context, springboardName, (service) => iconLayout(service, { signal }))
  return { layout: plistToJson(layout) }
}

/**
 * Gives back a layout that was read, rearranged. The device answers nothing, so that it is read again.
 * @throws AppError `device.layoutInvalid`
 */
export async function arrangeIcons(
  context: CommandContext,
  { layout }: { readonly layout: unknown },
): Promise<Record<string, never>> {
  const wanted = plistFromJson(layout)
  if (!Array.isArray(wanted) || wanted.length === 0) throw new AppError('device.layoutInvalid')
  await onService(context, springboardName, async (service) => {
    await setIconLayout(service, wanted)
    await iconLayout(service)
  })
  return {}
}

export async function appIcon(
  context: CommandContext,
  { bundleId }: { readonly bundleId: string },
): Promise<{ readonly png: string }> {
  const { signal } = context
  return {
    png: base64(await onService(context, springboardName, (service) => iconImage(service, bundleId, { signal }))),
  }
}

export async function wallpaper(
  context: CommandContext,
  { screen }: { readonly screen: 'lock' | 'home' },
): Promise<{ readonly png: string }> {
  const { signal } = context
  const name = screen === 'lock' ? 'lockscreen' : 'homescreen'
  return {
    png: base64(await onService(context, springboardName, (service) => wallpaperPreview(service, name, { signal }))),
  }
}

/** @throws AppError `device.imageUnknown` for what is neither JPEG nor PNG, `apple.mcinstall.certificateRejected` */
export async function changeWallpaper(
  context: CommandContext,
  { image, screen }: { readonly image: string; readonly screen: 'lock' | 'home' | 'both' },
): Promise<Record<string, never>> {
  const bytes = Buffer.from(image, 'base64')
  if (!beginnings.some((beginning) => bytes.subarray(0, beginning.length).equals(beginning))) {
    throw new AppError('device.imageUnknown')
  }
  await onEscalated(context, (service) => setWallpaper(service, bytes, screen))
  return {}
}

/** JPEG and PNG. */
const beginnings = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])]

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

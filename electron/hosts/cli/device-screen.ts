import { readFile } from 'node:fs/promises'
import { Option } from 'commander'
import type { Command } from 'commander'
import * as z from 'zod'
import { wallpaperScreen } from '../../../src-shared/device-commands.ts'
import type { PlistJson } from '../../../src-shared/device-commands.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { CliHost } from './cli-host.ts'
import { deviceCommand, onDevice } from './device-turn.ts'
import type { DeviceFlags } from './device-turn.ts'
import { readBase64, saveBase64 } from './read-file.ts'

type WallpaperFlags = DeviceFlags & { readonly screen: z.infer<typeof wallpaperScreen>; readonly save?: string }

/** `slipway device icons | icon | wallpaper`. */
export function addDeviceScreen(device: Command, host: CliHost): void {
  const { t } = host.translator
  deviceCommand(device, 'icons', t('device:command.icons'), host)
    .option('--arrange <file>', t('device:option.arrange'))
    .action((flags: DeviceFlags & { readonly arrange?: string }) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        if (flags.arrange !== undefined) {
          const layout = await readLayout(flags.arrange)
          await result(app.handlers['device.arrangeIcons']({ udid, layout }, context))
          return { json: { arranged: true }, text: t('device:done.arranged') }
        }
        const { layout } = await result(app.handlers['device.icons']({ udid }, context))
        return { json: layout, text: JSON.stringify(layout, null, 2) }
      }),
    )
  deviceCommand(device, 'icon', t('device:command.icon'), host)
    .argument('<bundle-id>', t('device:argument.bundleId'))
    .requiredOption('--save <file>', t('device:option.save'))
    .action((bundleId: string, flags: DeviceFlags & { readonly save: string }) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const { png } = await result(app.handlers['device.iconImage']({ udid, bundleId }, context))
        await saveBase64(flags.save, png)
        return { json: { saved: flags.save }, text: t('device:done.saved', { path: flags.save }) }
      }),
    )
  const screens = new Option('--screen <which>', t('device:option.screen')).choices(wallpaperScreen.options)
  deviceCommand(device, 'wallpaper', t('device:command.wallpaper'), host)
    .argument('[image]', t('device:argument.image'))
    .addOption(screens.default('both'))
    .option('--save <file>', t('device:option.save'))
    .action((image: string | undefined, flags: WallpaperFlags) => wallpaper(image, flags, host))
}

/** With an image it is set; with --save it is fetched. */
function wallpaper(image: string | undefined, flags: WallpaperFlags, host: CliHost): Promise<void> {
  const { t } = host.translator
  const { save, screen } = flags
  return onDevice(flags, host, async ({ app, udid, context, result }) => {
    if (image !== undefined) {
      const input = { udid, image: await readBase64(image), screen }
      await result(app.handlers['device.setWallpaper'](input, context))
      return { json: { set: screen }, text: t('device:done.wallpaperSet') }
    }
    if (save === undefined) throw new AppError('app.usage', { detail: t('device:usage.wallpaper') })
    const wanted = screen === 'lock' ? 'lock' : 'home'
    const { png } = await result(app.handlers['device.wallpaper']({ udid, screen: wanted }, context))
    await saveBase64(save, png)
    return { json: { saved: save }, text: t('device:done.saved', { path: save }) }
  })
}

/** @throws AppError `app.fileUnreadable`, `device.layoutInvalid` */
async function readLayout(path: string): Promise<PlistJson> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new AppError('app.fileUnreadable', { path, reason }, { cause: error })
  })
  try {
    return z.json().parse(JSON.parse(text))
  } catch (error) {
    throw new AppError('device.layoutInvalid', {}, { cause: error })
  }
}

import { AppError } from '../../../src-shared/errors.ts'
import type { CallOptions } from '../plist-channel.ts'
import type { PlistService } from '../plist-service.ts'
import { arrayAt, stringAt } from '../plist/take.ts'
import { isPlistDict } from '../plist/value.ts'
import { mcRequest } from './mcinstall.ts'

/** Apple's numbers for the screens; iOS 16 and later set both, whatever is asked. */
const screens = { lock: 1, home: 2, both: 3 } as const

/**
 * Sets the wallpaper. Needs an escalated connection.
 * @param image JPEG or PNG
 * @throws AppError 'apple.service.refused' when the device took the request but not this setting
 */
export async function setWallpaper(
  service: PlistService,
  image: Uint8Array,
  screen: keyof typeof screens,
  options?: CallOptions,
): Promise<void> {
  const wallpaper = { Item: 'Wallpaper', Where: screens[screen], Image: image }
  const reply = await mcRequest(service, 'Settings', { Settings: [wallpaper] }, options)
  const [answer] = arrayAt(reply, 'Settings') ?? []
  const status = isPlistDict(answer) ? stringAt(answer, 'Status') : undefined
  // Acknowledged as a whole says only that the list was read: each setting has a status of its own.
  if (status !== 'Acknowledged')
    throw new AppError('apple.service.refused', { request: 'Settings', text: status ?? '' })
}

import { AppError } from '../../src-shared/errors.ts'
import type { Lockdown } from './lockdown.ts'
import type { CallOptions } from './plist-channel.ts'

/**
 * Sets the time zone and reads it back: a device that finds it by itself may acknowledge and keep its own.
 * @throws AppError `device.timeZoneUnknown` before the device is asked
 */
export async function setTimeZone(
  lockdown: Lockdown,
  timeZone: string,
  options: CallOptions = {},
): Promise<{ readonly before: string | null; readonly stored: string | null }> {
  if (!isTimeZone(timeZone)) throw new AppError('device.timeZoneUnknown', { timeZone })
  const before = await lockdown.getValue({ key: 'TimeZone' }, options)
  if (before === timeZone) return { before, stored: before }
  await lockdown.setValue({ key: 'TimeZone' }, timeZone, options)
  const stored = await lockdown.getValue({ key: 'TimeZone' }, options)
  return { before: textOrNull(before), stored: textOrNull(stored) }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** A name of the time zone database in its own spelling, which is how devices know it. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

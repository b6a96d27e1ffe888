import { AppError } from '../../src-shared/errors.ts'
import type { Logger } from '../lib/logger.ts'
import { withSession } from './device-link.ts'
import type { PairRecord } from './pair-record.ts'
import type { CallOptions } from './plist-channel.ts'
import { stringAt } from './plist/take.ts'
import { isPlistDict } from './plist/value.ts'
import { notifications, NotificationProxy } from './services/notification-proxy.ts'
import type { AttachedDevice, Usbmux } from './usbmux.ts'

export type LanguageOptions = {
  readonly mux: Usbmux
  readonly device: AttachedDevice
  readonly record: PairRecord
  /** As the device names it: `fr`, `en`, `zh-Hans`. Null leaves it. */
  readonly language: string | null
  /** `fr_FR`. Null leaves it. */
  readonly locale: string | null
  readonly logger: Logger
  readonly signal?: AbortSignal
  /** How long the device may take to come back; default five minutes, as go-ios waits. */
  readonly restartMs?: number
}

const domain = 'com.apple.international'

/**
 * Sets locale, then language: a new language restarts the device's user interface, and calls during that may drop, so
 * this waits until the interface is up again.
 * @returns false when both were so already
 */
export async function setLanguage(options: LanguageOptions): Promise<boolean> {
  const { mux, device, record, language, locale, signal } = options
  const call: CallOptions = signal === undefined ? {} : { signal }
  const current = await withSession(mux, device, record, (lockdown) => lockdown.getValue({ domain }, call), call)
  const now = isPlistDict(current) ? current : {}
  const newLocale = locale !== null && locale !== stringAt(now, 'Locale') ? locale : null
  const newLanguage = language !== null && language !== stringAt(now, 'Language') ? language : null
  if (newLocale === null && newLanguage === null) return false
  const proxy = newLanguage === null ? null : await NotificationProxy.open(mux, device, record, call)
  try {
    await proxy?.observe(notifications.springboardStarted)
    await withSession(
      mux,
      device,
      record,
      async (lockdown) => {
        if (newLocale !== null) await lockdown.setValue({ domain, key: 'Locale' }, newLocale, call)
        if (newLanguage !== null) await lockdown.setValue({ domain, key: 'Language' }, newLanguage, call)
      },
      call,
    )
    if (proxy !== null) await waitForInterface(proxy, options, call)
  } finally {
    proxy?.close()
  }
  return true
}

/** The value is set; an interface that does not report back in time is no reason to fail. */
async function waitForInterface(proxy: NotificationProxy, options: LanguageOptions, call: CallOptions): Promise<void> {
  try {
    await proxy.next({ timeoutMs: options.restartMs ?? 300_000, ...call })
  } catch (error) {
    const expected = error instanceof AppError && (error.code === 'app.timeout' || error.code === 'stream.closed')
    if (!expected) throw error
    options.logger.info(
      { udid: options.device.udid, code: error.code },
      'The device did not say that it is back in its new language',
    )
  }
}

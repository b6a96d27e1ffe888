import { AppError } from '../../src-shared/errors.ts'
import { setLanguage } from '../apple/language.ts'
import { setTimeZone } from '../apple/time-zone.ts'
import { setWifiPowerState } from '../apple/services/mcinstall.ts'
import { stringsAt } from '../apple/plist/take.ts'
import { isPlistDict } from '../apple/plist/value.ts'
import type { CommandContext } from './device-desk.ts'
import { inSession, onMcInstall, pairedLink } from './on-service.ts'

/** What a device's own Settings take. */
const longestName = 63

/** @throws AppError `device.nameInvalid` */
export async function rename(
  context: CommandContext,
  { name }: { readonly name: string },
): Promise<{ readonly name: string }> {
  const wanted = name.trim()
  if (wanted === '' || wanted.length > longestName || /\p{Cc}/u.test(wanted)) {
    throw new AppError('device.nameInvalid', { longest: longestName })
  }
  await inSession(context, (lockdown) => lockdown.setValue({ key: 'DeviceName' }, wanted))
  return { name: wanted }
}

/** @throws AppError `device.languageUnknown`, `device.nothingToSet` */
export async function changeLanguage(
  context: CommandContext,
  { language, locale }: { readonly language: string | null; readonly locale: string | null },
): Promise<{ readonly changed: boolean }> {
  const { tools, signal, say } = context
  if (language === null && locale === null) throw new AppError('device.nothingToSet')
  await assertKnown(context, language, locale)
  const link = await pairedLink(context)
  if (language !== null) say('restartingInterface')
  return { changed: await setLanguage({ ...link, language, locale, logger: tools.logger, signal }) }
}

/** Devices store whatever they are sent, and show English then: what they do not list is refused here. */
async function assertKnown(context: CommandContext, language: string | null, locale: string | null): Promise<void> {
  const domain = 'com.apple.international'
  const { signal } = context
  const value = await inSession(context, (lockdown) => lockdown.getValue({ domain }, { signal }))
  const all = isPlistDict(value) ? value : {}
  for (const [wanted, key] of [
    [language, 'SupportedLanguages'],
    [locale, 'SupportedLocales'],
  ] as const) {
    const known = stringsAt(all, key)
    if (wanted !== null && known !== undefined && !known.includes(wanted)) {
      throw new AppError('device.languageUnknown', { wanted, known: known.slice(0, 60).join(', ') })
    }
  }
}

/** @throws AppError `device.timeZoneUnknown` */
export async function changeTimeZone(
  context: CommandContext,
  { timeZone }: { readonly timeZone: string },
): Promise<{ readonly timeZone: string | null; readonly honored: boolean }> {
  const { stored } = await inSession(context, (lockdown) => setTimeZone(lockdown, timeZone))
  return { timeZone: stored, honored: stored === timeZone }
}

export async function setWifiPower(
  context: CommandContext,
  { on }: { readonly on: boolean },
): Promise<Record<string, never>> {
  await onMcInstall(context, (service) => setWifiPowerState(service, on))
  return {}
}

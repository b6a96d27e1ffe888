import type { PracticeDevice } from '../practice-device.ts'
import { withoutRuled } from '../recording/as-recorded.ts'
import { sessionValues, written } from './values.ts'
import type { Values } from './values.ts'

const supportedLanguages = ['en', 'fr', 'de', 'es', 'it', 'ja', 'nl', 'pt-BR', 'zh-Hans', 'ar'] as const
const supportedLocales = [
  'en_US',
  'en_GB',
  'en_CA',
  'fr_FR',
  'fr_CA',
  'fr_CH',
  'de_DE',
  'de_CH',
  'es_ES',
  'it_IT',
  'ja_JP',
  'nl_NL',
  'pt_BR',
  'zh_CN',
  'ar_SA',
] as const

/** Domains whose keys only answer when they are named. */
export const namedKeysOnly: ReadonlySet<string> = new Set(['com.apple.fmip'])

const domains: Readonly<Record<string, (device: PracticeDevice) => Values>> = {
  'com.apple.international': ({ phone }) => ({
    Language: phone.storage.language,
    Locale: phone.storage.locale,
    SupportedLanguages: supportedLanguages,
    SupportedLocales: supportedLocales,
  }),
  'com.apple.mobile.battery': ({ phone }) => ({
    BatteryCurrentCapacity: phone.batteryPercent,
    BatteryIsCharging: phone.batteryPercent < 100,
    ExternalChargeCapable: true,
    ExternalConnected: true,
    FullyCharged: phone.batteryPercent >= 100,
    GasGaugeCapability: true,
    HasBattery: true,
  }),
  'com.apple.disk_usage': diskUsage,
  'com.apple.disk_usage.factory': diskUsage,
  'com.apple.mobile.wireless_lockdown': () => ({
    EnableWifiConnections: false,
    SupportsWifi: true,
    SupportsWifiSyncing: true,
  }),
  'com.apple.security.mac.amfi': () => ({ DeveloperModeStatus: false }),
  'com.apple.Accessibility': () => ({
    AssistiveTouchEnabledByiTunes: 0,
    InvertDisplayEnabledByiTunes: 0,
    VoiceOverTouchEnabledByiTunes: 0,
    ZoomTouchEnabledByiTunes: 0,
  }),
  'com.apple.fmip': ({ phone }) => ({ IsAssociated: phone.findMy }),
  'com.apple.PurpleBuddy': purpleBuddy,
  'com.apple.purplebuddy': purpleBuddy,
  'com.apple.mobile.iTunes': () => ({ SyncDataClasses: ['Contacts', 'Calendars', 'Bookmarks', 'Media'] }),
}

function diskUsage({ model }: PracticeDevice): Values {
  const capacity = model.storageGb * 1_000_000_000
  return {
    AmountDataAvailable: Math.round(capacity * 0.7),
    TotalDataAvailable: Math.round(capacity * 0.7),
    TotalDataCapacity: Math.round(capacity * 0.86),
    TotalDiskCapacity: capacity,
    TotalSystemAvailable: 0,
    TotalSystemCapacity: Math.round(capacity * 0.14),
  }
}

function purpleBuddy({ phone }: PracticeDevice): Values {
  const { language, locale, setupDone } = phone.storage
  return {
    GuessedCountry: [locale.split('_')[1] ?? 'US'],
    Language: language,
    Locale: locale,
    SetupDone: setupDone,
    SetupFinishedAllSteps: setupDone,
  }
}

/** All values of a domain in a session, what hosts wrote included; empty for a domain that holds nothing. */
export function domainValues(device: PracticeDevice, domain: string): Values {
  if (domain === '') return sessionValues(device)
  const own = Object.hasOwn(domains, domain) ? domains[domain]?.(device) : undefined
  const recorded = withoutRuled(device.phone.recording?.domains.get(domain), domain)
  return { ...own, ...recorded, ...written(device, domain) }
}

import type { Blueprint, WifiSettings } from './blueprint.ts'
import type { Language } from './i18n/languages.ts'
import { createTranslator } from './i18n/translator.ts'

/** Panes a bench leaves out by default: what the organization decides, and what needs a person's account. */
export const usualPanes = [
  'ActionButton',
  'Android',
  'Appearance',
  'AppleID',
  'AppStore',
  'Biometric',
  'CameraButton',
  'DeviceToDeviceMigration',
  'Diagnostics',
  'EnableLockdownMode',
  'iMessageAndFaceTime',
  'Intelligence',
  'Keyboard',
  'Location',
  'MessagingActivationUsingPhoneNumber',
  'Payment',
  'Privacy',
  'Restore',
  'RestoreCompleted',
  'Safety',
  'ScreenTime',
  'SIMSetup',
  'Siri',
  'SoftwareUpdate',
  'SpokenLanguage',
  'TermsOfAddress',
  'TOS',
  'UpdateCompleted',
  'WatchMigration',
  'Welcome',
]

export const blueprintIds = {
  bench: 'setup-assistant-bench',
  user: 'setup-assistant-user',
  direct: 'direct',
  return: 'return',
} as const

/** Anew for each, so that no two blueprints share one. */
function lists(): Pick<Blueprint, 'profiles' | 'apps' | 'verification'> {
  return { profiles: [], apps: [], verification: ['configuration'] }
}

/** What devices are set to where people work in this language, until somebody writes another region. */
const locales: Readonly<Record<Language, string>> = { en: 'en_US', fr: 'fr_FR' }

/** The blueprints a new data directory starts with, named for who works there. */
export function defaultBlueprints(wifi: WifiSettings | null, language: Language = 'en'): readonly Blueprint[] {
  const { t } = createTranslator(language)
  const common = {
    version: 1,
    kind: 'stage',
    organization: null,
    enrollmentProfile: { displayName: 'Slipway', description: '', userAffinity: 'none' },
    supervise: true,
    pairing: 'allow',
    skipSetup: usualPanes,
    wifi,
    networkProfile: null,
    nameTemplate: '{serial}',
    language,
    locale: locales[language],
    timeZone: null,
    wallpaper: null,
    erase: 'ifNeeded',
    eraseWith: 'command',
    dataPlan: 'preserve',
    powerCheck: { minPercent: 20, orCharging: true },
    end: { shutDown: false, label: null, sound: false },
    returning: null,
  } as const
  return [
    {
      ...common,
      skipSetup: [...usualPanes],
      ...lists(),
      id: blueprintIds.bench,
      name: t('blueprint:usual.bench'),
      route: 'setupAssistant',
      endsAt: 'bench',
    },
    {
      ...common,
      skipSetup: [...usualPanes],
      ...lists(),
      id: blueprintIds.user,
      name: t('blueprint:usual.user'),
      route: 'setupAssistant',
      endsAt: 'user',
    },
    {
      ...common,
      skipSetup: [],
      ...lists(),
      id: blueprintIds.direct,
      name: t('blueprint:usual.direct'),
      route: 'direct',
      endsAt: 'bench',
      supervise: false,
      language: null,
      locale: null,
      erase: 'never',
    },
    {
      ...common,
      kind: 'return',
      enrollmentProfile: null,
      skipSetup: [],
      ...lists(),
      id: blueprintIds.return,
      name: t('blueprint:usual.return'),
      route: 'none',
      endsAt: 'bench',
      supervise: false,
      wifi: null,
      nameTemplate: null,
      language: null,
      locale: null,
      erase: 'always',
      returning: { outcome: 'ready', record: 'delete', identity: 'keep' },
    },
  ]
}

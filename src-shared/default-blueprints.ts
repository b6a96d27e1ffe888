import type { Blueprint, WifiSettings } from './blueprint.ts'

/** Panes a bench leaves out by default: what the organization decides, and what needs a person's account. */
const usualPanes = [
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

export const blueprintIds = { bench: 'setup-assistant-bench', user: 'setup-assistant-user', direct: 'direct' } as const

/** The blueprints a new data directory starts with. */
export function defaultBlueprints(wifi: WifiSettings | null): readonly Blueprint[] {
  const common = {
    version: 1,
    enrollmentProfile: { displayName: 'Slipway', description: '', userAffinity: 'none' },
    supervise: true,
    allowPairing: true,
    skipSetup: usualPanes,
    wifi,
    nameTemplate: '{serial}',
    language: 'en',
    locale: 'en_US',
    erase: 'ifNeeded',
    profiles: [],
  } as const
  return [
    {
      ...common,
      skipSetup: [...usualPanes],
      profiles: [],
      id: blueprintIds.bench,
      name: 'Setup Assistant, enroll at the bench',
      route: 'setupAssistant',
      endsAt: 'bench',
    },
    {
      ...common,
      skipSetup: [...usualPanes],
      profiles: [],
      id: blueprintIds.user,
      name: 'Setup Assistant, hand over prepared',
      route: 'setupAssistant',
      endsAt: 'user',
    },
    {
      ...common,
      skipSetup: [],
      profiles: [],
      id: blueprintIds.direct,
      name: 'Direct enrollment, no erase',
      route: 'direct',
      endsAt: 'bench',
      supervise: false,
      language: null,
      locale: null,
      erase: 'never',
    },
  ]
}

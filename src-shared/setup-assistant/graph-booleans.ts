import type { PaneKey } from './catalogue.ts'

/** The pane in Graph's enrollment profiles, where true means hidden, and its skip key (Microsoft Graph beta: depIOSEnrollmentProfile). */
const byPane = {
  Android: 'restoreFromAndroidDisabled',
  Appearance: 'appearanceScreenDisabled',
  AppleID: 'appleIdDisabled',
  Biometric: 'touchIdDisabled',
  DeviceToDeviceMigration: 'deviceToDeviceMigrationDisabled',
  Diagnostics: 'diagnosticsDisabled',
  DisplayTone: 'displayToneSetupDisabled',
  HomeButtonSensitivity: 'homeButtonScreenDisabled',
  iMessageAndFaceTime: 'iMessageAndFaceTimeScreenDisabled',
  Location: 'locationDisabled',
  OnBoarding: 'onBoardingScreenDisabled',
  Passcode: 'passCodeDisabled',
  Payment: 'applePayDisabled',
  Privacy: 'privacyPaneDisabled',
  Restore: 'restoreBlocked',
  RestoreCompleted: 'restoreCompletedScreenDisabled',
  ScreenTime: 'screenTimeScreenDisabled',
  SIMSetup: 'simSetupScreenDisabled',
  Siri: 'siriDisabled',
  SoftwareUpdate: 'softwareUpdateScreenDisabled',
  TOS: 'termsAndConditionsDisabled',
  UpdateCompleted: 'updateCompleteScreenDisabled',
  WatchMigration: 'watchMigrationScreenDisabled',
  Welcome: 'welcomeScreenDisabled',
  Zoom: 'zoomDisabled',
} as const satisfies Partial<Record<PaneKey, string>>

/** Two booleans hide panes that Apple's table has under other keys; tools send them by Microsoft's name. */
const byCableValue = {
  ExpressLanguage: 'expressLanguageScreenDisabled',
  PreferredLanguage: 'preferredLanguageScreenDisabled',
} as const

const booleanByKey = { ...byPane, ...byCableValue }

export type GraphBoolean = (typeof booleanByKey)[keyof typeof booleanByKey]

const pairs = Object.entries(booleanByKey)

/** Graph's name for the pane with this skip key, or null where Graph knows it by key alone (`enabledSkipKeys`). */
export function graphBooleanOf(key: string): GraphBoolean | null {
  return pairs.find(([known]) => known === key)?.[1] ?? null
}

/** Every boolean of a profile, true where its key is in the list. Keys without a boolean belong into `enabledSkipKeys`. */
export function toGraphBooleans(keys: readonly string[]): Readonly<Record<GraphBoolean, boolean>> {
  const entries = pairs.map(([key, name]) => [name, keys.includes(key)] as const)
  return Object.fromEntries(entries) as Record<GraphBoolean, boolean>
}

/** The keys whose boolean is true in a profile from Graph; properties that are no pane are passed over. */
export function fromGraphBooleans(profile: Readonly<Record<string, unknown>>): readonly string[] {
  return pairs.filter(([, name]) => profile[name] === true).map(([key]) => key)
}

import type { PaneKey } from './catalogue.ts'

/**
 * A string that cable tools put into the SkipSetup of a cloud configuration though it is not in Apple's table of keys.
 * No device is known to refuse one. `origin`: `tools` two open-source tools, `oneTool` pymobiledevice3 alone, `intune`
 * Microsoft's list of panes, `reports` people's reports alone. `pane`: Apple's key for the same pane, where one is plain.
 */
export type CableValue = {
  readonly value: string
  readonly origin: 'tools' | 'oneTool' | 'intune' | 'reports'
  readonly pane: PaneKey | null
}

/** Kept on import and never offered. Spellings are exact. */
export const cableValues: readonly CableValue[] = [
  { value: 'AccessibilityAppearance', origin: 'intune', pane: null },
  { value: 'AgeAssurance', origin: 'tools', pane: null },
  { value: 'AgeBasedSafetySettings', origin: 'tools', pane: null },
  { value: 'Avatar', origin: 'tools', pane: null },
  { value: 'CloudStorage', origin: 'tools', pane: 'iCloudStorage' },
  { value: 'DeviceFeaturesTour', origin: 'intune', pane: null },
  { value: 'DeviceProtection', origin: 'tools', pane: null },
  { value: 'Display', origin: 'tools', pane: null },
  { value: 'ExpressLanguage', origin: 'tools', pane: null },
  { value: 'IntendedUser', origin: 'reports', pane: null },
  { value: 'Language', origin: 'tools', pane: null },
  { value: 'LanguageAndLocale', origin: 'tools', pane: null },
  { value: 'LockdownMode', origin: 'tools', pane: 'EnableLockdownMode' },
  { value: 'PreferredLanguage', origin: 'tools', pane: null },
  { value: 'Region', origin: 'tools', pane: null },
  { value: 'Registration', origin: 'tools', pane: null },
  { value: 'Tone', origin: 'tools', pane: 'DisplayTone' },
  { value: 'TouchID', origin: 'tools', pane: 'Biometric' },
  { value: 'TrueToneDisplay', origin: 'tools', pane: 'DisplayTone' },
  { value: 'WiFi', origin: 'tools', pane: null },
  { value: 'All', origin: 'oneTool', pane: null },
  { value: 'AppearanceSubtitle', origin: 'oneTool', pane: 'Appearance' },
  { value: 'AppleIDSubtitle', origin: 'oneTool', pane: 'AppleID' },
  { value: 'AppleTVSubtitle', origin: 'oneTool', pane: null },
  { value: 'DataSubtitle', origin: 'oneTool', pane: null },
  { value: 'Key', origin: 'oneTool', pane: null },
  { value: 'N/A', origin: 'oneTool', pane: null },
  { value: 'OnboardingSubtitle', origin: 'oneTool', pane: 'OnBoarding' },
  { value: 'PreferredLang', origin: 'oneTool', pane: null },
  { value: 'PrivacySubtitle', origin: 'oneTool', pane: 'Privacy' },
  { value: 'SecuritySubtitle', origin: 'oneTool', pane: null },
]

/** What is known of a value outside Apple's table, or null. Case counts. */
export function cableValue(value: string): CableValue | null {
  return cableValues.find((known) => known.value === value) ?? null
}

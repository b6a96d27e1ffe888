import type { PhoneIdentity } from '../phone.ts'

/** A pane of Setup Assistant that a SkipSetup key hides. Versions are [major, minor]. */
type Pane = {
  readonly key: string
  readonly from: readonly [number, number]
  /** First version without it. */
  readonly until?: readonly [number, number]
  /** On which models it exists; absent: on all. */
  readonly on?: (identity: PhoneIdentity) => boolean
}

const isPhone = (identity: PhoneIdentity): boolean => identity.deviceClass === 'iPhone'
const isPad = (identity: PhoneIdentity): boolean => identity.deviceClass === 'iPad'
const hasCellular = (identity: PhoneIdentity): boolean => identity.imei !== null
/** Major number of an iPhone's product type: 16 for iPhone16,1. */
const generation = (identity: PhoneIdentity): number => Number(/^iPhone(\d+),/.exec(identity.productType)?.[1] ?? 0)

/** Asked before there is a network; the keys work only when the cloud configuration was written by cable before. */
export const earlyPanes: readonly Pane[] = [
  { key: 'Keyboard', from: [13, 0] },
  { key: 'SpokenLanguage', from: [13, 0] },
  { key: 'TermsOfAddress', from: [16, 0] },
]

/**
 * What follows remote management, about in the order iOS shows it; keys and versions from Apple's skip key table.
 * Left out are panes that need a story this device never has: RestoreCompleted and UpdateCompleted (a restore, an
 * update), Android (a choice inside Restore), EnableLockdownMode and MessagingActivationUsingPhoneNumber (an Apple
 * Account, some regions).
 */
export const latePanes: readonly Pane[] = [
  { key: 'Privacy', from: [11, 3] },
  { key: 'SIMSetup', from: [12, 0], on: hasCellular },
  { key: 'Biometric', from: [8, 1] },
  { key: 'Passcode', from: [7, 0] },
  { key: 'DeviceToDeviceMigration', from: [12, 4] },
  { key: 'Restore', from: [7, 0] },
  { key: 'AppleID', from: [7, 0] },
  { key: 'TOS', from: [7, 0] },
  { key: 'SoftwareUpdate', from: [12, 0] },
  { key: 'iMessageAndFaceTime', from: [12, 0] },
  { key: 'Location', from: [7, 0] },
  { key: 'Payment', from: [8, 1] },
  { key: 'WatchMigration', from: [11, 0], on: isPhone },
  { key: 'Siri', from: [7, 0] },
  { key: 'ScreenTime', from: [12, 0] },
  { key: 'WebContentFiltering', from: [18, 2] },
  { key: 'Diagnostics', from: [7, 0] },
  { key: 'AppStore', from: [14, 3] },
  { key: 'Appearance', from: [13, 0] },
  { key: 'DisplayTone', from: [9, 3], until: [15, 0] },
  { key: 'HomeButtonSensitivity', from: [10, 0], until: [15, 0], on: (id) => [9, 10].includes(generation(id)) },
  { key: 'Zoom', from: [8, 3], until: [17, 0] },
  { key: 'ActionButton', from: [17, 0], on: (id) => generation(id) >= 16 },
  { key: 'CameraButton', from: [18, 0], on: (id) => generation(id) >= 17 },
  { key: 'Intelligence', from: [18, 0], on: (id) => isPad(id) || generation(id) >= 16 },
  { key: 'Multitasking', from: [26, 0], on: isPad },
  { key: 'Safety', from: [16, 0], on: isPhone },
  { key: 'SafetyAndHandling', from: [18, 4] },
  { key: 'OSShowcase', from: [26, 0], until: [27, 0] },
  { key: 'LiquidGlass', from: [27, 0] },
  { key: 'OnBoarding', from: [11, 0], until: [14, 0] },
  { key: 'Welcome', from: [13, 0] },
]

/** Whether this device has that pane at all, before anybody skips it. */
export function hasPane(identity: PhoneIdentity, pane: Pane): boolean {
  const version = versionOf(identity.osVersion)
  if (isBefore(version, pane.from)) return false
  if (pane.until !== undefined && !isBefore(version, pane.until)) return false
  return pane.on?.(identity) ?? true
}

/** "17.4.1" is [17, 4]. */
export function versionOf(text: string): readonly [number, number] {
  const [major = 0, minor = 0] = text.split('.').map(Number)
  return [major, minor]
}

export function isBefore(version: readonly [number, number], other: readonly [number, number]): boolean {
  return version[0] < other[0] || (version[0] === other[0] && version[1] < other[1])
}

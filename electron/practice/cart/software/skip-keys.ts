/** [major, minor]. */
export type OsVersion = readonly [number, number]

/** What must be so on the device before the pane has a reason to appear; absent: nothing. */
export type PaneStory =
  | 'appleAccount'
  /** Only a choice on another pane, or after a restore or an update, or in some regions: never in the cart. */
  | 'never'

export type SkipKey = {
  readonly key: string
  readonly introduced: OsVersion
  /** From here on the pane does not exist any more, and its key does nothing. */
  readonly deprecated?: OsVersion
  readonly removed?: OsVersion
  /** Shown before the device has asked for its configuration: the key works only when one was written by cable. */
  readonly early?: true
  /** Absent: on all. */
  readonly models?: 'iPhone' | 'iPad' | 'cellular' | 'homeButton' | 'actionButton' | 'cameraControl' | 'intelligence'
  readonly story?: PaneStory
}

/**
 * Apple's list of Setup Assistant skip keys for iOS and iPadOS (device-management schema, `skipkeys`), in about the
 * order in which the panes appear.
 */
export const skipKeys: readonly SkipKey[] = [
  { key: 'Keyboard', introduced: [13, 0], early: true },
  { key: 'SpokenLanguage', introduced: [13, 0], early: true },
  { key: 'TermsOfAddress', introduced: [16, 0], early: true },
  { key: 'Privacy', introduced: [11, 3] },
  { key: 'SIMSetup', introduced: [12, 0], models: 'cellular' },
  { key: 'Biometric', introduced: [8, 1] },
  { key: 'Passcode', introduced: [7, 0] },
  { key: 'DeviceToDeviceMigration', introduced: [12, 4] },
  { key: 'Restore', introduced: [7, 0] },
  { key: 'Android', introduced: [9, 0], story: 'never' },
  { key: 'RestoreCompleted', introduced: [14, 0], story: 'never' },
  { key: 'UpdateCompleted', introduced: [14, 0], story: 'never' },
  { key: 'AppleID', introduced: [7, 0] },
  { key: 'TOS', introduced: [7, 0] },
  { key: 'EnableLockdownMode', introduced: [17, 1], story: 'appleAccount' },
  { key: 'SoftwareUpdate', introduced: [12, 0] },
  { key: 'iMessageAndFaceTime', introduced: [12, 0] },
  { key: 'MessagingActivationUsingPhoneNumber', introduced: [10, 0], story: 'never' },
  { key: 'Location', introduced: [7, 0] },
  { key: 'Payment', introduced: [8, 1] },
  { key: 'WatchMigration', introduced: [11, 0], models: 'iPhone' },
  { key: 'Siri', introduced: [7, 0] },
  { key: 'ScreenTime', introduced: [12, 0] },
  { key: 'WebContentFiltering', introduced: [18, 2] },
  { key: 'Diagnostics', introduced: [7, 0] },
  { key: 'AppStore', introduced: [14, 3] },
  { key: 'Appearance', introduced: [13, 0] },
  { key: 'DisplayTone', introduced: [9, 3], deprecated: [15, 0] },
  { key: 'HomeButtonSensitivity', introduced: [10, 0], deprecated: [15, 0], models: 'homeButton' },
  { key: 'Zoom', introduced: [8, 3], deprecated: [17, 0] },
  { key: 'ActionButton', introduced: [17, 0], models: 'actionButton' },
  { key: 'CameraButton', introduced: [18, 0], models: 'cameraControl' },
  { key: 'Intelligence', introduced: [18, 0], models: 'intelligence' },
  { key: 'Multitasking', introduced: [26, 0], models: 'iPad' },
  { key: 'Safety', introduced: [16, 0], models: 'iPhone' },
  { key: 'SafetyAndHandling', introduced: [18, 4] },
  { key: 'OSShowcase', introduced: [26, 0], removed: [27, 0] },
  { key: 'LiquidGlass', introduced: [27, 0] },
  { key: 'OnBoarding', introduced: [11, 0], deprecated: [14, 0] },
  { key: 'Welcome', introduced: [13, 0] },
]

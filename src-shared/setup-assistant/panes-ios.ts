import type { PaneRow } from './pane.ts'

/** Where Apple's table names no version of its own, these hold. */
const ios7 = { introduced: [7, 0, 0] } as const
const macos = { introduced: [10, 9, 0] } as const
const tvos = { introduced: [10, 2, 0] } as const
const visionos = { introduced: [26, 0, 0] } as const

/** Panes of iPhone and iPad (Apple: device-management schema, skip keys, and its notes on OS 26 and 27), by key. */
export const iosPanes = [
  { key: 'ActionButton', on: { ios: { introduced: [17, 0, 0] } } },
  { key: 'Android', on: { ios: { introduced: [9, 0, 0] } } },
  { key: 'Appearance', on: { ios: { introduced: [13, 0, 0] }, macos: { introduced: [10, 14, 0] } } },
  { key: 'AppleID', on: { ios: ios7, macos, tvos, visionos } },
  { key: 'AppStore', on: { ios: { introduced: [14, 3, 0] }, macos: { introduced: [11, 1, 0] } } },
  { key: 'Biometric', on: { ios: { introduced: [8, 1, 0] }, macos: { introduced: [10, 12, 4] }, visionos } },
  { key: 'CameraButton', on: { ios: { introduced: [18, 0, 0] } } },
  { key: 'DeviceToDeviceMigration', on: { ios: { introduced: [12, 4, 0] } } },
  { key: 'Diagnostics', on: { ios: ios7, macos, tvos, visionos } },
  {
    key: 'DisplayTone',
    on: {
      ios: { introduced: [9, 3, 2], deprecated: [15, 0, 0] },
      macos: { introduced: [10, 13, 6], deprecated: [12, 0, 0] },
    },
  },
  { key: 'EnableLockdownMode', on: { ios: { introduced: [17, 1, 0] }, macos: { introduced: [14, 0, 0] } } },
  { key: 'HomeButtonSensitivity', on: { ios: { introduced: [10, 0, 0], deprecated: [15, 0, 0] } } },
  { key: 'iMessageAndFaceTime', on: { ios: { introduced: [12, 0, 0] } } },
  { key: 'Intelligence', on: { ios: { introduced: [18, 0, 0] }, macos: { introduced: [15, 0, 0] }, visionos } },
  { key: 'Keyboard', on: { ios: { introduced: [13, 0, 0], early: true } } },
  { key: 'LiquidGlass', on: { ios: { introduced: [27, 0, 0] } } },
  { key: 'Location', on: { ios: ios7, macos: { introduced: [10, 11, 0] }, tvos, visionos } },
  { key: 'MessagingActivationUsingPhoneNumber', on: { ios: { introduced: [10, 0, 0] } } },
  { key: 'Multitasking', on: { ios: { introduced: [26, 0, 0] } } },
  { key: 'OnBoarding', on: { ios: { introduced: [11, 0, 0], deprecated: [14, 0, 0] } } },
  {
    key: 'OSShowcase',
    on: { ios: { introduced: [26, 0, 0], removed: [27, 0, 0] }, macos: { introduced: [26, 1, 0] } },
  },
  { key: 'Passcode', on: { ios: ios7, macos, visionos } },
  { key: 'Payment', on: { ios: { introduced: [8, 1, 0] }, macos: { introduced: [10, 12, 4] }, visionos } },
  {
    key: 'Privacy',
    on: {
      ios: { introduced: [11, 3, 0] },
      macos: { introduced: [10, 13, 4] },
      tvos: { introduced: [11, 3, 0] },
      visionos,
    },
  },
  { key: 'Restore', on: { ios: ios7, macos } },
  { key: 'RestoreCompleted', on: { ios: { introduced: [14, 0, 0] } } },
  { key: 'Safety', on: { ios: { introduced: [16, 0, 0] } } },
  { key: 'SafetyAndHandling', on: { ios: { introduced: [18, 4, 0], early: true } } },
  { key: 'ScreenTime', on: { ios: { introduced: [12, 0, 0] }, macos: { introduced: [10, 15, 0] }, visionos } },
  { key: 'SIMSetup', on: { ios: { introduced: [12, 0, 0] } } },
  { key: 'Siri', on: { ios: ios7, macos: { introduced: [10, 12, 0] }, tvos, visionos } },
  { key: 'SoftwareUpdate', on: { ios: { introduced: [12, 0, 0] }, macos: { introduced: [15, 4, 0] }, visionos } },
  { key: 'SpokenLanguage', on: { ios: { introduced: [13, 0, 0], early: true } } },
  {
    key: 'TermsOfAddress',
    on: { ios: { introduced: [16, 0, 0], early: true }, macos: { introduced: [13, 0, 0], early: true } },
  },
  { key: 'TOS', on: { ios: ios7, macos, tvos, visionos } },
  { key: 'UpdateCompleted', on: { ios: { introduced: [14, 0, 0] }, macos: { introduced: [26, 1, 0] } } },
  { key: 'WatchMigration', on: { ios: { introduced: [11, 0, 0] } } },
  { key: 'WebContentFiltering', on: { ios: { introduced: [18, 2, 0] } } },
  { key: 'Welcome', on: { ios: { introduced: [13, 0, 0] }, macos: { introduced: [15, 0, 0] }, visionos } },
  { key: 'Zoom', on: { ios: { introduced: [8, 3, 0], deprecated: [17, 0, 0] }, visionos } },
] as const satisfies readonly PaneRow[]

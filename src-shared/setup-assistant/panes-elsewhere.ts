import type { PaneRow } from './pane.ts'

/** Panes that no iPhone or iPad has (Apple: device-management schema, skip keys), by key. */
export const panesElsewhere = [
  { key: 'Accessibility', on: { macos: { introduced: [11, 0, 0], early: true } } },
  { key: 'AdditionalPrivacySettings', on: { macos: { introduced: [26, 0, 0] } } },
  { key: 'FileVault', on: { macos: { introduced: [10, 10, 0] } } },
  { key: 'iCloudDiagnostics', on: { macos: { introduced: [10, 12, 4] } } },
  { key: 'iCloudStorage', on: { macos: { introduced: [10, 13, 4] } } },
  { key: 'ScreenSaver', on: { tvos: { introduced: [10, 2, 0] } } },
  { key: 'TapToSetup', on: { tvos: { introduced: [10, 2, 0], early: true } } },
  { key: 'Tips', on: { visionos: { introduced: [26, 0, 0] } } },
  { key: 'TVHomeScreenSync', on: { tvos: { introduced: [11, 0, 0] } } },
  { key: 'TVProviderSignIn', on: { tvos: { introduced: [11, 0, 0] } } },
  { key: 'TVRoom', on: { tvos: { introduced: [11, 4, 0] } } },
  { key: 'UnlockWithWatch', on: { macos: { introduced: [15, 0, 0] } } },
  { key: 'Wallpaper', on: { macos: { introduced: [14, 1, 0], removed: [26, 0, 0] } } },
] as const satisfies readonly PaneRow[]

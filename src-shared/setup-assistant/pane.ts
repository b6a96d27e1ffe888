import type { OsVersion } from './os-version.ts'

/** Apple's platforms with a Setup Assistant; iPadOS counts as iOS, as in Apple's own table. */
export const platforms = ['ios', 'macos', 'tvos', 'visionos'] as const
export type Platform = (typeof platforms)[number]

/** When a platform has the pane. From `deprecated` on it is not shown any more; from `removed` on the key is gone too. */
export type PaneSpan = {
  readonly introduced: OsVersion
  readonly deprecated?: OsVersion
  readonly removed?: OsVersion
  /**
   * Shown before a device can have asked for its configuration (Apple: "not always skippable"): the key works only
   * where the configuration was there already, as after staging by cable.
   */
  readonly early?: true
}

/** One row of Apple's table of skip keys. */
export type PaneRow = { readonly key: string; readonly on: Partial<Readonly<Record<Platform, PaneSpan>>> }

import { isBefore } from './os-version.ts'
import type { OsVersion } from './os-version.ts'
import type { PaneRow, PaneSpan, Platform } from './pane.ts'
import { panesElsewhere } from './panes-elsewhere.ts'
import { iosPanes } from './panes-ios.ts'

/** Apple's skip keys, case-exact: the strings of DEP's `skip_setup_items` and of a cable configuration's `SkipSetup` alike. */
export type PaneKey = (typeof iosPanes)[number]['key'] | (typeof panesElsewhere)[number]['key']

export type Pane = PaneRow & { readonly key: PaneKey }

/** Every pane of Setup Assistant that Apple lists. Title and meaning are in the i18n area `panes`, under the key. */
export const panes: readonly Pane[] = [...iosPanes, ...panesElsewhere]

const byKey = new Map<string, Pane>(panes.map((pane) => [pane.key, pane]))

/** The pane with exactly this key (case counts), or null. */
export function paneByKey(key: string): Pane | null {
  return byKey.get(key) ?? null
}

/** Whether a system of that version shows the pane at all: introduced, and neither deprecated nor removed. */
export function isShown(span: PaneSpan, version: OsVersion): boolean {
  const gone = [span.deprecated, span.removed].some((end) => end !== undefined && !isBefore(version, end))
  return !gone && !isBefore(version, span.introduced)
}

/** The panes of a platform, or of one version of it. Which of them a model shows depends on its hardware as well. */
export function panesFor(platform: Platform, osVersion?: OsVersion): readonly Pane[] {
  return panes.filter(({ on }) => {
    const span = on[platform]
    return span !== undefined && (osVersion === undefined || isShown(span, osVersion))
  })
}

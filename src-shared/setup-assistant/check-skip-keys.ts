import { cableValue, cableValues } from './cable-values.ts'
import { panes, paneByKey } from './catalogue.ts'
import type { PaneKey } from './catalogue.ts'
import { formatOsVersion, isBefore } from './os-version.ts'
import type { OsVersion } from './os-version.ts'
import type { PaneSpan } from './pane.ts'

/**
 * Something to know about one skip key; nothing of it hinders staging, for devices leave out what they do not know.
 * `values` fill the sentence of that kind in the i18n area `panes`.
 */
export type SkipKeyWarning = {
  readonly key: string
  readonly kind:
    | 'unknown'
    | 'wrongCase'
    | 'repeated'
    | 'notOnIos'
    | 'notYet'
    | 'deprecated'
    | 'removed'
    | 'notInAppleList'
    | 'otherName'
  readonly values: { readonly suggestion?: PaneKey; readonly version?: string }
}

/**
 * Reads a list of skip keys for iPhone and iPad.
 * @param osVersion the devices' version; without it deprecated and removed panes are told of, new ones are not
 */
export function checkSkipKeys(keys: readonly string[], osVersion?: OsVersion): readonly SkipKeyWarning[] {
  return [...new Set(keys)].flatMap((key): readonly SkipKeyWarning[] => {
    const own = checkKey(key, osVersion)
    const repeated = keys.indexOf(key) !== keys.lastIndexOf(key)
    return [...(own === null ? [] : [own]), ...(repeated ? [{ key, kind: 'repeated', values: {} } as const] : [])]
  })
}

function checkKey(key: string, osVersion: OsVersion | undefined): SkipKeyWarning | null {
  const pane = paneByKey(key)
  if (pane !== null) {
    const span = pane.on.ios
    return span === undefined ? { key, kind: 'notOnIos', values: {} } : checkSpan(key, span, osVersion)
  }
  const value = cableValue(key)
  if (value !== null) {
    if (value.pane === null) return { key, kind: 'notInAppleList', values: {} }
    return { key, kind: 'otherName', values: { suggestion: value.pane } }
  }
  const suggestion = sameLetters(key)
  return suggestion === null ? { key, kind: 'unknown', values: {} } : { key, kind: 'wrongCase', values: { suggestion } }
}

function checkSpan(key: string, span: PaneSpan, osVersion: OsVersion | undefined): SkipKeyWarning | null {
  const reached = (end: OsVersion | undefined): end is OsVersion =>
    end !== undefined && (osVersion === undefined || !isBefore(osVersion, end))
  const say = (kind: SkipKeyWarning['kind'], version: OsVersion): SkipKeyWarning => ({
    key,
    kind,
    values: { version: formatOsVersion(version) },
  })
  if (osVersion !== undefined && isBefore(osVersion, span.introduced)) return say('notYet', span.introduced)
  if (reached(span.removed)) return say('removed', span.removed)
  return reached(span.deprecated) ? say('deprecated', span.deprecated) : null
}

/** Apple's key for letters in other capitals, or for a tool's value in other capitals. */
function sameLetters(key: string): PaneKey | null {
  const letters = key.trim().toLowerCase()
  const pane = panes.find((one) => one.key.toLowerCase() === letters)
  return pane?.key ?? cableValues.find(({ value }) => value.toLowerCase() === letters)?.pane ?? null
}

import type { PlistDict } from '../apple/plist/value.ts'

/** A flag or a number of a dictionary as a report shows it; anything larger only by its kind. */
export function shownAt(dict: PlistDict | null, key: string): string {
  const value = dict?.[key]
  if (value === undefined) return 'absent'
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : `a ${typeof value}`
}

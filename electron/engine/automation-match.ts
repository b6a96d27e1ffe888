import type { AutomationMatch } from '../../src-shared/automation.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'

/** Whether a device is what a rule asks for, all but what only Intune knows. What it does not tell is not what is asked for. */
export function matchesDevice(match: AutomationMatch, facts: DeviceFacts, slot: number | null): boolean {
  return (
    isOneOf(match.models, facts.productType, matchesModel) &&
    isInRange(match, facts.osVersion) &&
    isOneOf(match.slots, slot, (wanted, is) => wanted === is) &&
    (match.supervised === null || facts.supervised === match.supervised) &&
    isOneOf(match.serials, facts.serial, (wanted, is) => wanted.trim().toUpperCase() === is.toUpperCase())
  )
}

function isOneOf<T>(wanted: readonly T[], is: T | null, matches: (wanted: T, is: T) => boolean): boolean {
  return wanted.length === 0 || (is !== null && wanted.some((one) => matches(one, is)))
}

function matchesModel(wanted: string, is: string): boolean {
  return wanted.endsWith('*') ? is.startsWith(wanted.slice(0, -1)) : is === wanted
}

function isInRange({ osFrom, osTo }: AutomationMatch, version: string | null): boolean {
  if (osFrom === null && osTo === null) return true
  if (version === null || !/^\d+(\.\d+)*$/.test(version)) return false
  if (osFrom !== null && compare(version, osFrom) < 0) return false
  // `17` includes 17.7.2: only as many places count as the rule names.
  return osTo === null || compare(version.split('.').slice(0, osTo.split('.').length).join('.'), osTo) <= 0
}

function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number))
  for (let place = 0; place < 3; place += 1) {
    const difference = (a?.[place] ?? 0) - (b?.[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

import { booleanAt, integerAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'

/** A configuration that says it has been dealt with is: the device never enrolls then, whatever URL it carries. */
export function asksToEnroll(configuration: PlistDict): boolean {
  return (
    stringAt(configuration, 'ConfigurationURL') !== undefined &&
    !isSet(configuration, 'CloudConfigurationUIComplete') &&
    !isSet(configuration, 'ConfigurationWasApplied')
  )
}

/** Tools write flags as booleans or as numbers. */
function isSet(configuration: PlistDict, key: string): boolean {
  return booleanAt(configuration, key) ?? (integerAt(configuration, key) ?? 0) !== 0
}

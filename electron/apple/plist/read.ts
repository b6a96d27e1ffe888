import { readBinaryPlist } from './read-binary.ts'
import { readXmlPlist } from './read-xml.ts'
import { malformed } from './malformed.ts'
import { defaultPlistLimits } from './value.ts'
import type { PlistDict, PlistLimits, PlistValue } from './value.ts'
import { asDict } from './take.ts'

/**
 * Reads an XML or binary property list, told apart by the magic `bplist00`.
 * Strict: duplicate or valueless keys, entities of one's own, cycles and anything over the limits are refused.
 * @throws AppError `plist.malformed`
 */
export function readPlist(bytes: Uint8Array, limits: PlistLimits = defaultPlistLimits): PlistValue {
  if (bytes.length > limits.maxBytes) throw malformed(`${bytes.length} bytes are more than ${limits.maxBytes}`)
  const isBinary = bytes.length >= 8 && String.fromCharCode(...bytes.subarray(0, 6)) === 'bplist'
  return isBinary ? readBinaryPlist(bytes, limits) : readXmlPlist(bytes, limits)
}

/** As `readPlist`, where the protocol promises a dictionary. */
export function readPlistDict(bytes: Uint8Array, limits: PlistLimits = defaultPlistLimits): PlistDict {
  return asDict(readPlist(bytes, limits))
}

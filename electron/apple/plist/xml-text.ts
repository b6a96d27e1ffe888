import { malformed } from './malformed.ts'
import { PlistReal } from './value.ts'

/** A map, since an object would also know `constructor` and its like. */
const namedEntities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Resolves the five XML entities and character references; any other entity is refused. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&]{0,12})(;?)/g, (_match, name: string, end: string) => {
    if (end !== ';') throw malformed('an entity is not closed')
    const named = namedEntities.get(name)
    if (named !== undefined) return named
    const reference = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name)
    if (reference === null) throw malformed('it uses an unknown entity')
    const code = reference[1] === undefined ? Number(reference[2]) : Number.parseInt(reference[1], 16)
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw malformed('a character reference is out of range')
    return String.fromCodePoint(code)
  })
}

/** Integers between −2^63 and 2^64−1, decimal or hexadecimal; exact: beyond 2^53 as bigint. */
export function readInteger(text: string): number | bigint {
  const match = /^([+-]?)(0[xX][0-9a-fA-F]{1,16}|[0-9]{1,20})$/.exec(text.trim())
  if (match === null) throw malformed('an integer is not one')
  const magnitude = BigInt(match[2]!)
  const value = match[1] === '-' ? -magnitude : magnitude
  if (value > 0xffff_ffff_ffff_ffffn || value < -0x8000_0000_0000_0000n)
    throw malformed('an integer has more than 64 bits')
  const asNumber = Number(value)
  return Number.isSafeInteger(asNumber) ? asNumber : value
}

export function readReal(text: string): PlistReal {
  const trimmed = text.trim()
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed)) return new PlistReal(Number(trimmed))
  const special = /^([+-]?)(nan|inf(?:inity)?)$/i.exec(trimmed)
  if (special === null) throw malformed('a real is not one')
  if (special[2]!.toLowerCase() === 'nan') return new PlistReal(Number.NaN)
  return new PlistReal(special[1] === '-' ? -Infinity : Infinity)
}

/** Only Apple's one form, to the second, in UTC; days that no month has are refused, not moved to the next month. */
export function readDate(text: string): Date {
  const trimmed = text.trim()
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(trimmed) ? new Date(trimmed) : undefined
  if (date === undefined || Number.isNaN(date.getTime()) || formatDate(date) !== trimmed)
    throw malformed('a date is not one')
  return date
}

/** Apple's form of a date, which ends with the second; years of more than four digits come out longer than it allows. */
export function formatDate(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}

export function readBase64(text: string): Uint8Array {
  const compact = text.replace(/[\s\0]+/g, '')
  if (compact.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) throw malformed('data is not base64')
  return new Uint8Array(Buffer.from(compact, 'base64'))
}

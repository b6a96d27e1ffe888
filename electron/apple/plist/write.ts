import { AppError } from '../../../src-shared/errors.ts'
import { PlistReal, PlistUid, defaultPlistLimits, isPlistDict } from './value.ts'
import type { PlistValue } from './value.ts'
import { formatDate } from './xml-text.ts'

/** As PlistValue, where a missing key may be written as undefined and is left out. */
export type PlistInput = PlistValue | PlistInputDict | readonly PlistInput[]
export type PlistInputDict = { readonly [key: string]: PlistInput | undefined }

const header =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n' +
  '<plist version="1.0">\n'

/**
 * Writes the XML form, UTF-8, keys in the order given. Our own because the wire needs what the package `plist` cannot
 * say: reals with whole values (`TimeIntervalSince1970` is a real), and a refusal of what XML cannot carry.
 * A number with a fraction is written as a real; a whole one beyond 2^53 must come as bigint or PlistReal.
 * @throws AppError `plist.malformed` for control characters, integers beyond 64 bits, dates outside the years 0 to 9999
 *   and whatever `readPlist` would find too deep (a cycle, say)
 */
export function writePlist(value: PlistInput): Buffer {
  return Buffer.from(`${header}${element(value, 0)}\n</plist>\n`, 'utf8')
}

function element(value: PlistInput, depth: number): string {
  if (depth > defaultPlistLimits.maxDepth) throw unwritable('it is nested too deeply')
  if (typeof value === 'string') return `<string>${escapeText(value)}</string>`
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>'
  if (typeof value === 'bigint') return integer(value)
  if (typeof value === 'number') return number(value)
  if (value instanceof PlistReal) return `<real>${real(value.value)}</real>`
  if (value instanceof Date) return `<date>${date(value)}</date>`
  if (value instanceof Uint8Array) return `<data>${Buffer.from(value).toString('base64')}</data>`
  if (value instanceof PlistUid) return element({ CF$UID: value.value }, depth)
  if (Array.isArray(value))
    return `<array>${value.map((item: PlistInput) => element(item, depth + 1)).join('')}</array>`
  if (value !== null && isPlistDict(value as PlistValue)) return dict(value as PlistInputDict, depth)
  throw unwritable('a value has no plist form')
}

function dict(value: PlistInputDict, depth: number): string {
  const entries = Object.entries(value).filter((entry): entry is [string, PlistInput] => entry[1] !== undefined)
  const written = entries.map(([key, item]) => `\n<key>${escapeText(key)}</key>${element(item, depth + 1)}`)
  return `<dict>${written.join('')}\n</dict>`
}

function integer(value: bigint): string {
  if (value > 0xffff_ffff_ffff_ffffn || value < -0x8000_0000_0000_0000n)
    throw unwritable('an integer has more than 64 bits')
  return `<integer>${value}</integer>`
}

function number(value: number): string {
  if (Number.isSafeInteger(value)) return `<integer>${value}</integer>`
  if (Number.isInteger(value)) throw unwritable('a whole number is not exact')
  return `<real>${real(value)}</real>`
}

function real(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? '+infinity' : '-infinity'
  if (Object.is(value, -0)) return '-0.0'
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value)
}

function date(value: Date): string {
  const year = value.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw unwritable('a date is out of range')
  return formatDate(value)
}

function escapeText(text: string): string {
  // Unpaired surrogates, NUL and most control characters cannot be written in XML 1.0 at all.
  // eslint-disable-next-line no-control-regex
  if (!text.isWellFormed() || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw unwritable('a text holds characters XML cannot carry')
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
}

function unwritable(reason: string): AppError {
  return new AppError('plist.malformed', { reason })
}

import { AppError } from '../../../src-shared/errors.ts'
import { PlistReal, PlistUid, isPlistDict } from './value.ts'
import type { PlistValue } from './value.ts'

/** As PlistValue, where a missing key may be written as undefined and is left out. */
export type PlistInput = PlistValue | PlistInputDict | readonly PlistInput[]
export type PlistInputDict = { readonly [key: string]: PlistInput | undefined }

const header =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n' +
  '<plist version="1.0">\n'

/**
 * Writes the XML form, UTF-8, keys in the order given. Our own because the wire needs what the package `plist` cannot
 * say: reals with whole values (`TimeIntervalSince1970` is a real), and a refusal of characters XML cannot carry.
 */
export function writePlist(value: PlistInput): Buffer {
  return Buffer.from(`${header}${element(value)}\n</plist>\n`, 'utf8')
}

function element(value: PlistInput): string {
  if (typeof value === 'string') return `<string>${escapeText(value)}</string>`
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>'
  if (typeof value === 'bigint') return `<integer>${value}</integer>`
  if (typeof value === 'number') return number(value)
  if (value instanceof PlistReal) return `<real>${real(value.value)}</real>`
  if (value instanceof Date) return `<date>${value.toISOString().replace(/\.\d{3}Z$/, 'Z')}</date>`
  if (value instanceof Uint8Array) return `<data>${Buffer.from(value).toString('base64')}</data>`
  if (value instanceof PlistUid) return element({ CF$UID: value.value })
  if (Array.isArray(value)) return `<array>${value.map((item: PlistInput) => element(item)).join('')}</array>`
  if (isPlistDict(value as PlistValue)) return dict(value as PlistInputDict)
  throw unwritable('a value has no plist form')
}

function dict(value: PlistInputDict): string {
  const entries = Object.entries(value).filter((entry): entry is [string, PlistInput] => entry[1] !== undefined)
  return `<dict>${entries.map(([key, item]) => `\n<key>${escapeText(key)}</key>${element(item)}`).join('')}\n</dict>`
}

function number(value: number): string {
  if (Number.isSafeInteger(value)) return `<integer>${value}</integer>`
  return `<real>${real(value)}</real>`
}

function real(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? '+infinity' : '-infinity'
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value)
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

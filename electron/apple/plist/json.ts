import { AppError } from '../../../src-shared/errors.ts'
import { PlistReal, PlistUid, defaultPlistLimits, isPlistDict } from './value.ts'
import type { PlistValue } from './value.ts'
import type { PlistInput } from './write.ts'

/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * A plist as JSON that can be read back. Strings, booleans, exact integers, arrays and dictionaries are themselves; the
 * rest are objects of one key: `$integer` (decimal digits), `$real` (a number, or the words NaN, Infinity, -Infinity), `$date`
 * (ISO 8601), `$data` (base64), `$uid`, and `$dict` around a dictionary that would otherwise look like one of these.
 */
export function plistToJson(value: PlistInput): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : real(value)
  if (typeof value === 'bigint') return { $integer: String(value) }
  if (value instanceof PlistReal) return real(value.value)
  if (value instanceof PlistUid) return { $uid: value.value }
  if (value instanceof Date) return { $date: value.toISOString() }
  if (value instanceof Uint8Array) return { $data: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return value.map((item: PlistInput) => plistToJson(item))
  const entries = Object.entries(value).flatMap(([key, item]) =>
    item === undefined ? [] : [[key, plistToJson(item)] as const],
  )
  const dict = Object.fromEntries(entries)
  return entries.length === 1 && entries[0]?.[0].startsWith('$') === true ? { $dict: dict } : dict
}

/** The plist that `plistToJson` wrote. @throws AppError 'plist.malformed' */
export function plistFromJson(json: unknown, depth = 0): PlistValue {
  if (depth > defaultPlistLimits.maxDepth) throw malformed('it is nested too deeply')
  if (typeof json === 'string' || typeof json === 'boolean') return json
  if (typeof json === 'number' && Number.isSafeInteger(json)) return json
  if (Array.isArray(json)) return json.map((item) => plistFromJson(item, depth + 1))
  if (typeof json !== 'object' || json === null) throw malformed('a value has no plist form')
  const entries = Object.entries(json)
  const [only] = entries
  if (entries.length === 1 && only !== undefined && only[0].startsWith('$')) return special(only[0], only[1], depth)
  return dictOf(json, depth)
}

function special(kind: string, value: unknown, depth: number): PlistValue {
  if (kind === '$dict' && isObject(value)) return dictOf(value, depth)
  if (kind === '$integer' && typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value)
  if (kind === '$real' && (typeof value === 'number' || typeof value === 'string')) return new PlistReal(Number(value))
  if (kind === '$uid' && typeof value === 'number') return new PlistUid(value)
  if (kind === '$data' && typeof value === 'string') return Buffer.from(value, 'base64')
  if (kind === '$date' && typeof value === 'string' && !Number.isNaN(Date.parse(value))) return new Date(value)
  throw malformed(`${kind} is unknown or has a wrong value`)
}

function dictOf(json: object, depth: number): PlistValue {
  const dict: Record<string, PlistValue> = Object.create(null) as Record<string, PlistValue>
  for (const [key, item] of Object.entries(json)) dict[key] = plistFromJson(item, depth + 1)
  return dict
}

function real(value: number): Json {
  // JSON has no minus zero, either.
  if (Object.is(value, -0)) return { $real: '-0' }
  return { $real: Number.isFinite(value) ? value : String(value) }
}

function isObject(value: unknown): value is object {
  return isPlistDict(value as PlistValue)
}

function malformed(reason: string): AppError {
  return new AppError('plist.malformed', { reason })
}

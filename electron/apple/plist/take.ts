import { AppError } from '../../../src-shared/errors.ts'
import { PlistReal, isPlistDict } from './value.ts'
import type { PlistArray, PlistDict, PlistValue } from './value.ts'

/** The value of a key when it has the wanted type, else undefined: a wrong type from outside is as good as absent. */
export function stringAt(dict: PlistDict, key: string): string | undefined {
  const value = dict[key]
  return typeof value === 'string' ? value : undefined
}

export function booleanAt(dict: PlistDict, key: string): boolean | undefined {
  const value = dict[key]
  return typeof value === 'boolean' ? value : undefined
}

/** An exact integer that fits a number; use `bigintAt` for 64-bit identifiers. */
export function integerAt(dict: PlistDict, key: string): number | undefined {
  const value = dict[key]
  return typeof value === 'number' ? value : undefined
}

export function bigintAt(dict: PlistDict, key: string): bigint | undefined {
  const value = dict[key]
  if (typeof value === 'bigint') return value
  return typeof value === 'number' ? BigInt(value) : undefined
}

/** A real, or an integer where a real is expected: tools write both. */
export function realAt(dict: PlistDict, key: string): number | undefined {
  const value = dict[key]
  if (value instanceof PlistReal) return value.value
  return typeof value === 'number' ? value : undefined
}

export function dataAt(dict: PlistDict, key: string): Uint8Array | undefined {
  const value = dict[key]
  return value instanceof Uint8Array ? value : undefined
}

export function dictAt(dict: PlistDict, key: string): PlistDict | undefined {
  const value = dict[key]
  return isPlistDict(value) ? value : undefined
}

export function arrayAt(dict: PlistDict, key: string): PlistArray | undefined {
  const value = dict[key]
  return Array.isArray(value) ? value : undefined
}

/** The strings of an array; other elements are left out. */
export function stringsAt(dict: PlistDict, key: string): readonly string[] | undefined {
  return arrayAt(dict, key)?.filter((value): value is string => typeof value === 'string')
}

/** The root of a message, which every protocol of Apple's makes a dictionary. */
export function asDict(value: PlistValue): PlistDict {
  if (isPlistDict(value)) return value
  throw new AppError('plist.malformed', { reason: 'a dictionary was expected' })
}

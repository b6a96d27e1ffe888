import fc from 'fast-check'
import { PlistReal, PlistUid } from '../../electron/apple/plist/value.ts'
import type { PlistDict, PlistValue } from '../../electron/apple/plist/value.ts'

/** What a property list may hold in one of its forms. */
type Kinds = {
  readonly text: fc.Arbitrary<string>
  readonly integer: fc.Arbitrary<number | bigint>
  readonly date: fc.Arbitrary<Date>
  readonly real?: fc.Arbitrary<PlistReal>
  /** Binary only. */
  readonly uid?: fc.Arbitrary<PlistUid>
}

// eslint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/** Text of every plane, with what XML escapes, white space at the ends and words that objects know. */
export const xmlText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !unwritable.test(text)),
  fc.constantFrom(
    '',
    ' ',
    '\n x \t',
    '&<>"\'',
    ']]>',
    '&amp;',
    '&#13;',
    '\r\n',
    '\u2028',
    '😀',
    '\u{10fffd}',
    '\ufeff',
  ),
)

export const anyText = fc.oneof(xmlText, fc.string({ unit: 'binary', maxLength: 20 }))

/** A word that an object without care would find in its prototype. */
export const hostileKey = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length')

/** Between −2^63 and 2^64−1, the edges more often; a number while exact, as the reader gives it. */
export const integer64 = fc
  .oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
    fc.maxSafeInteger().map(BigInt),
    fc.constantFrom(0n, -1n, 127n, 128n, 255n, 256n, -(2n ** 63n), 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n),
    fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, -(2n ** 53n) + 1n, -(2n ** 53n), 2n ** 32n - 1n, 2n ** 32n),
  )
  .map((value) => (BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : value))

/** XML ends with the second and has four digits for the year. */
export const xmlDate = fc
  .date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000))

export const real = fc
  .oneof(
    fc.double(),
    fc.constantFrom(0, -0, 1, -1, 1e15, 1e21, 5e-324, Number.MAX_VALUE, Number.NaN, Infinity, -Infinity),
  )
  .map((value) => new PlistReal(value))

const uid = fc.maxSafeInteger().map((value) => new PlistUid(Math.abs(value)))

/** A dictionary as the reader makes it: without prototype, so that every key is only a key. */
export function toDict(entries: readonly (readonly [string, PlistValue])[]): PlistDict {
  const dict = Object.create(null) as { [key: string]: PlistValue }
  for (const [key, value] of entries) dict[key] = value
  return dict
}

export function plistValue(kinds: Kinds): fc.Arbitrary<PlistValue> {
  const { value } = fc.letrec<{ value: PlistValue }>((tie) => {
    const entry = fc.tuple(fc.oneof({ weight: 9, arbitrary: kinds.text }, hostileKey), tie('value'))
    return {
      value: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        kinds.text,
        kinds.integer,
        fc.boolean(),
        kinds.real ?? real,
        kinds.date,
        fc.uint8Array({ maxLength: 40 }),
        ...(kinds.uid === undefined ? [] : [kinds.uid]),
        fc.array(tie('value'), { maxLength: 6 }),
        fc.uniqueArray(entry, { maxLength: 6, selector: ([key]) => key }).map(toDict),
      ),
    }
  })
  return value
}

/** Milliseconds stand in the file as a fraction of a second, so they come back only while that is exact enough. */
const binaryDate = fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') })

export const binaryValue = plistValue({ text: anyText, integer: integer64, date: binaryDate, uid })

export const xmlValue = plistValue({ text: xmlText, integer: integer64, date: xmlDate })

/**
 * Everything a value is, as text: type, exact number (the sign of zero too), bytes, entries without regard to order.
 * Two values are the same plist exactly when their texts are the same.
 */
export function shape(value: PlistValue): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || typeof value === 'bigint') return `${typeof value} ${value}`
  if (value instanceof PlistReal) return Object.is(value.value, -0) ? 'real -0' : `real ${value.value}`
  if (value instanceof PlistUid) return `uid ${value.value}`
  if (value instanceof Date) return `date ${value.getTime()}`
  if (value instanceof Uint8Array) return `data ${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return `[${value.map((item: PlistValue) => shape(item)).join(',')}]`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null) throw new Error('a dictionary has a prototype')
  const entries = Object.entries(value as PlistDict).map(([key, item]) => `${JSON.stringify(key)}:${shape(item)}`)
  return `{${entries.toSorted().join(',')}}`
}

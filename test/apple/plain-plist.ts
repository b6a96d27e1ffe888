import fc from 'fast-check'
import { PlistReal, PlistUid } from '../../electron/apple/plist/value.ts'
import type { PlistDict, PlistValue } from '../../electron/apple/plist/value.ts'
import { xmlDate, xmlText } from './plist-arbitraries.ts'

/** What JavaScript libraries for property lists can say: no reals of whole value, nothing beyond 2^53. */
export type Plain = string | number | boolean | Date | Uint8Array | Plain[] | { [key: string]: Plain }

/** The library's XML parser makes a line feed of what newer XML calls a line end. */
const text = xmlText.filter((candidate) => !/[\r\u0085\u2028]/.test(candidate))
const fraction = fc.double({ noDefaultInfinity: true, noNaN: true }).filter((value) => !Number.isInteger(value))

export const plainValue = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    text,
    fc.integer(),
    fraction,
    fc.boolean(),
    xmlDate,
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(
      text.filter((key) => key !== '' && key !== '__proto__'),
      tie('value'),
      { maxKeys: 6, noNullPrototype: true },
    ),
  ),
})).value

/** What we read, as such a library would give it. */
export function toPlain(value: PlistValue): Plain {
  if (value instanceof PlistReal) return value.value
  if (value instanceof PlistUid) return { UID: value.value }
  if (value instanceof Date || value instanceof Uint8Array) return value
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item: PlistValue) => toPlain(item))
  return Object.fromEntries(Object.entries(value as PlistDict).map(([key, item]) => [key, toPlain(item)]))
}

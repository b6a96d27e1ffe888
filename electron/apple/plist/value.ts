/** A plist real. Kept apart from integers because Apple's schema is typed: `<real>1.0</real>` is not `<integer>1</integer>`. */
export class PlistReal {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

/** A keyed-archiver reference; only binary plists have them. */
export class PlistUid {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

export type PlistArray = readonly PlistValue[]

/** Dictionaries read from bytes have no prototype, so that a hostile `__proto__` key is an ordinary key. */
export type PlistDict = { readonly [key: string]: PlistValue }

/** Integers are `number` while exact and `bigint` beyond 2^53 (an ECID has 64 bits). */
export type PlistValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | PlistReal
  | PlistUid
  | PlistArray
  | PlistDict

/** What reading may cost at most; a message beyond it is refused. */
export type PlistLimits = { readonly maxBytes: number; readonly maxDepth: number; readonly maxValues: number }

export const defaultPlistLimits: PlistLimits = { maxBytes: 16 * 1024 * 1024, maxDepth: 128, maxValues: 500_000 }

export function isPlistDict(value: PlistValue | undefined): value is PlistDict {
  return (
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof PlistReal) &&
    !(value instanceof PlistUid)
  )
}

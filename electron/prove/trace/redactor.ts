import { plistToJson } from '../../apple/plist/json.ts'
import type { Json } from '../../apple/plist/json.ts'
import { PlistReal, PlistUid } from '../../apple/plist/value.ts'
import type { PlistInput } from '../../apple/plist/write.ts'
import { harmlessKeys, identifierKind, keyedByProfile, notificationName } from './known-keys.ts'
import { Pseudonyms } from './pseudonyms.ts'

/** Integers above it may be identifiers of a chip; capacities of disks are below it. */
const largestPlainInteger = 2 ** 44

/**
 * Makes a message fit for other people's eyes. Texts pass only under keys that are known to be harmless, bytes never;
 * identifiers are replaced by pseudonyms, the same one everywhere. Secrets (keys, escrow bags, challenges, tokens,
 * passwords, profiles) are bytes, or texts under keys that are not on the list.
 */
export class Redactor {
  readonly #pseudonyms = new Pseudonyms()

  udid(real: string): string {
    return this.#pseudonyms.text('udid', real)
  }

  message(message: PlistInput): Json {
    return this.#walk(message, '')
  }

  #walk(value: PlistInput, key: string): Json {
    if (typeof value === 'string') return this.#text(value, key)
    if (typeof value === 'number' || typeof value === 'bigint') return this.#number(value, key)
    if (value instanceof Uint8Array) return hidden('data', value.length)
    if (typeof value === 'boolean' || value instanceof Date || value instanceof PlistReal || value instanceof PlistUid)
      return plistToJson(value)
    if (Array.isArray(value)) return value.map((item: PlistInput) => this.#walk(item, key))
    return this.#dict(value as Readonly<Record<string, PlistInput | undefined>>, key)
  }

  #dict(dict: Readonly<Record<string, PlistInput | undefined>>, outerKey: string): Json {
    const named = dict['Key']
    const entries = Object.entries(dict).flatMap(([key, value]) => {
      if (value === undefined) return []
      // GetValue names its value beside it.
      const meaning = key === 'Value' && typeof named === 'string' ? named : key
      const shown = keyedByProfile.has(outerKey) ? this.#pseudonyms.text('profile', key) : this.#scrub(key)
      return [[shown, this.#walk(value, meaning)] as const]
    })
    return Object.fromEntries(entries)
  }

  #text(text: string, key: string): Json {
    const kind = identifierKind(key)
    if (kind === 'ecid') return hidden('string', text.length)
    if (kind !== undefined) return text === '' ? '' : this.#pseudonyms.text(kind, text)
    if (harmlessKeys.has(key) || (key === 'Name' && notificationName.test(text))) return this.#scrub(text)
    if (key === 'USEnglishDescription') return this.#scrub(text.replace(/[“"'‘][^”"'’]*[”"'’]|\S*[@/]\S*/g, '…'))
    return hidden('string', text.length)
  }

  #number(value: number | bigint, key: string): Json {
    const kind = identifierKind(key)
    if (kind === 'ecid') return this.#pseudonyms.ecid(BigInt(typeof value === 'number' ? Math.trunc(value) : value))
    if (kind !== undefined || value > largestPlainInteger || value < -largestPlainInteger) return hidden('integer', 8)
    return plistToJson(value)
  }

  /** Identifiers that stand inside a harmless text. */
  #scrub(text: string): string {
    let clean = text
    if (text.length >= 6) {
      for (const [real, pseudonym] of this.#pseudonyms.pairs())
        if (clean.includes(real)) clean = clean.replaceAll(real, pseudonym)
    }
    return clean
  }
}

function hidden(what: 'string' | 'data' | 'integer', length: number): Json {
  return { $hidden: what, length }
}

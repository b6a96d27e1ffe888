import { stepName } from '../../src-shared/step.ts'
import type { IdentifierKind } from '../prove/trace/known-keys.ts'
import { Pseudonyms } from '../prove/trace/pseudonyms.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Keys of Slipway's own records whose texts name a device, a person, an organization or a place. */
const identifiers: Readonly<Record<string, IdentifierKind>> = {
  udid: 'udid',
  pilot: 'udid',
  serial: 'serial',
  ecid: 'ecid',
  imei: 'imei',
  meid: 'meid',
  iccid: 'iccid',
  wifiAddress: 'mac',
  bluetoothAddress: 'mac',
  name: 'name',
  deviceName: 'name',
  operator: 'name',
  organizationName: 'organization',
  practiceWorld: 'uuid',
}

/** Keys whose texts are words of Slipway or of Apple's protocols: they say what happened, never to whom. */
const harmless: ReadonlySet<string> = new Set(
  `
  at type kind code step stage presence tap outcome reason route endsAt erase erases why by state intuneState
  productType deviceClass osVersion build activationState language locale version mode platform source
  domain status error currentStep runId batchId hash prev modelNumber hardwareModel
  `.split(/\s+/),
)

/** Keys that are passed over, with everything below: a blueprint names networks, profiles and people. */
const dropped: ReadonlySet<string> = new Set(['blueprint', 'identifiers', 'message', 'personal'])

/** Larger numbers may be identifiers of a chip; times in milliseconds are smaller. */
const largestNumber = 2 ** 44

/**
 * Makes Slipway's own records fit for other people's eyes, as the transcripts of `slipway trace` are: texts pass only
 * under keys known to be harmless, identifiers become pseudonyms, the same one everywhere, and all else says only how long
 * it was.
 */
export class JsonRedactor {
  readonly #pseudonyms = new Pseudonyms()

  /** What every file is searched for, whatever key it stands under. */
  learn(kind: IdentifierKind, text: string | null): void {
    if (text !== null && text !== '') this.#pseudonym(kind, text)
  }

  /** @param value anything that JSON can hold */
  redact(value: unknown, key = ''): Json {
    if (value === null || value === undefined) return null
    if (typeof value === 'boolean') return value
    if (typeof value === 'number') return Math.abs(value) > largestNumber ? { $hidden: 'number' } : value
    if (typeof value === 'string') return this.#text(value, key)
    if (Array.isArray(value)) return value.map((item) => this.redact(item, key))
    return typeof value === 'object' ? this.#record(value) : { $hidden: typeof value }
  }

  #record(record: object): Json {
    return Object.fromEntries(
      Object.entries(record).map(([key, value]) => {
        const text = dropped.has(key) ? { $hidden: 'record' } : this.redact(value, key)
        return [this.#scrub(key), text]
      }),
    )
  }

  #text(text: string, key: string): Json {
    const kind = identifiers[key]
    // Steps have names, too.
    if (key === 'name' && stepName.safeParse(text).success) return text
    if (kind !== undefined) return text === '' ? '' : this.#pseudonym(kind, text)
    return harmless.has(key) ? this.#scrub(text) : { $hidden: 'string', length: text.length }
  }

  #pseudonym(kind: IdentifierKind, text: string): string {
    // The UDID of a newer device holds its ECID, written otherwise: their pseudonyms have to agree.
    if (kind === 'ecid' && /^\d+$/.test(text)) return String(this.#pseudonyms.ecid(BigInt(text)))
    return this.#pseudonyms.text(kind, text)
  }

  /** Identifiers that stand inside a harmless text. */
  #scrub(text: string): string {
    let clean = text
    for (const [real, pseudonym] of this.#pseudonyms.pairs()) clean = clean.replaceAll(real, pseudonym)
    return clean
  }
}

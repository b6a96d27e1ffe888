import type { IdentifierKind } from './known-keys.ts'

const chipAndEcid = /^([0-9A-Fa-f]{8})-([0-9A-Fa-f]{16})$/
/** Pseudonyms of ECIDs begin here, so that they do not look like an index. */
const firstEcid = 0xf000_0000

/**
 * The same identifier gets the same pseudonym, of the same form and recognizably made up. The UDID of a newer device
 * holds its ECID; their pseudonyms agree as well.
 */
export class Pseudonyms {
  readonly #given = new Map<string, string>()
  readonly #counts = new Map<IdentifierKind, number>()

  text(kind: IdentifierKind, real: string): string {
    const known = this.#given.get(`${kind}/${real}`)
    if (known !== undefined) return known
    const made = kind === 'udid' ? this.#udid(real) : form(kind, this.#next(kind))
    this.#given.set(`${kind}/${real}`, made)
    return made
  }

  ecid(real: bigint): number {
    return Number(this.text('ecid', String(real)))
  }

  /** Every identifier met so far that is long enough to be recognized inside another text, with its pseudonym. */
  *pairs(): Generator<readonly [real: string, pseudonym: string]> {
    for (const [key, pseudonym] of this.#given) {
      const real = key.slice(key.indexOf('/') + 1)
      if (real.length >= 6) yield [real, pseudonym]
    }
  }

  #next(kind: IdentifierKind): number {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    return count
  }

  #udid(real: string): string {
    const [, chip, tail] = chipAndEcid.exec(real) ?? []
    if (chip === undefined || tail === undefined) return this.#next('udid').toString(16).padStart(40, '0')
    const ecid = this.ecid(BigInt(`0x${tail}`))
    return `${chip}-${ecid.toString(16).toUpperCase().padStart(16, '0')}`
  }
}

function form(kind: IdentifierKind, count: number): string {
  const digits = (length: number): string => String(count).padStart(length, '0')
  const forms: Readonly<Record<IdentifierKind, () => string>> = {
    udid: () => digits(40),
    serial: () => `TESTX${digits(7)}`,
    ecid: () => String(firstEcid + count),
    imei: () => digits(15),
    meid: () => digits(14),
    iccid: () => `8999${digits(15)}`,
    imsi: () => digits(15),
    phone: () => `+1555${digits(7)}`,
    // Locally administered, so that it cannot be anybody's.
    mac: () =>
      `02:00:00:${count
        .toString(16)
        .padStart(6, '0')
        .replace(/(..)(?=.)/g, '$1:')}`,
    part: () => `PART${digits(8)}`,
    name: () => `Device ${count}`,
    uuid: () => `00000000-0000-4000-8000-${digits(12)}`,
    organization: () => `Organization ${count}`,
    url: () => `https://host-${count}.invalid/`,
    profile: () => `profile.${count}`,
  }
  return forms[kind]()
}

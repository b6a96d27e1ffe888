import { canonicalJson } from '../../src-shared/canonical-json.ts'
import type { LedgerDraft, LedgerHead, LedgerLine } from '../../src-shared/ledger.ts'
import { hmacSha256, randomBytes, sha256 } from '../lib/crypto.ts'

const saltLength = 32
/** Longer than any name; what is longer is an error's details gone wild. */
const longestValue = 4_000

export type SealedField = { readonly field: string; readonly salt: Buffer; readonly value: Buffer }
export type SealedLine = {
  readonly seq: number
  readonly text: string
  readonly hash: string
  readonly fields: readonly SealedField[]
}

/** Gives a draft its place after `head`: the line as it is hashed, its hash, and its personal fields to be kept beside. */
export function sealLine(draft: LedgerDraft, head: LedgerHead): SealedLine {
  const fields = Object.entries(draft.personal).map(([field, value]) => ({
    field,
    salt: randomBytes(saltLength),
    value: Buffer.from(value.toWellFormed().slice(0, longestValue).toWellFormed(), 'utf8'),
  }))
  const { at, kind, journal, device, run, data } = draft
  const personal = Object.fromEntries(fields.map(({ field, salt, value }) => [field, commitment(salt, value)]))
  const seq = head.count + 1
  const line: LedgerLine = { v: 1, seq, at, kind, journal, device, run, data, personal, prev: head.hash }
  const text = canonicalJson(line)
  return { seq, text, hash: hashLine(text), fields }
}

/** In hexadecimal. Without the salt nobody can find a value by trying all likely ones. */
export function commitment(salt: Uint8Array, value: Uint8Array): string {
  return hmacSha256(Buffer.from(salt), Buffer.from(value)).toString('hex')
}

/** SHA-256 of the line's text in UTF-8, in hexadecimal. */
export function hashLine(text: string): string {
  return sha256(text).toString('hex')
}

import * as z from 'zod'

/** What the ledger tells of. Kinds may be added; what is written never changes its meaning. */
export const ledgerKinds = [
  /** Slipway started: version, practice or real. */
  'stationStarted',
  /** A person agreed that a device is erased in one run. */
  'consentGiven',
  'runStarted',
  /** The erase was about to be sent; written before it was. */
  'eraseOrdered',
  /** The device showed that it was erased: what was read back. */
  'eraseProved',
  'configurationWritten',
  /** What the device stored was read back and is what was sent. */
  'configurationVerified',
  /** The cable's work is done. */
  'prepared',
  /** Intune's word. */
  'enrolled',
  'needsAttention',
  'cancelled',
  /** A person agreed that a device enters recovery. */
  'recoveryConsent',
  /** A person agreed that a profile, which may be the device's management, is taken away by cable. */
  'removalConsent',
  /** A person agreed to what Intune does to a device or its record and does not come back. Written before it was asked for. */
  'tenantConsent',
  /** How that ended. */
  'tenantActed',
  /** The code that opens Activation Lock was kept. The code itself is nowhere in the ledger. */
  'bypassCodeKept',
  /** Somebody had it shown. */
  'bypassCodeShown',
  /** A certificate of erasure: its file and the SHA-256 of its JSON. */
  'certificateIssued',
  /** Personal fields of earlier lines were erased, on purpose. */
  'personalForgotten',
  /** At a start, the end of the ledger was not what had last been written. */
  'endMissing',
  /** The journal was replaced by an older or empty one; its numbers begin anew. */
  'journalReplaced',
] as const
export const ledgerKind = z.enum(ledgerKinds)
export type LedgerKind = z.infer<typeof ledgerKind>

/** Kept beside the chain, which holds only a commitment to each: they can be erased, and the chain still verifies. */
export type PersonalField = 'operator' | 'deviceName' | 'details'

const whole = z.number().int()
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)

export const ledgerDevice = z.object({
  udid: z.string(),
  ecid: z.string().nullable(),
  serial: z.string().nullable(),
  productType: z.string().nullable(),
  osVersion: z.string().nullable(),
  slot: whole.nullable(),
})

/** Texts, whole numbers, and lists of ranges: what JSON writers of all languages write alike. */
export const ledgerData = z.record(
  z.string(),
  z.union([z.string(), whole, z.boolean(), z.null(), z.array(z.array(whole))]),
)
export type LedgerData = z.infer<typeof ledgerData>

/** Where in the journal a line comes from; `epoch` rises when the journal's numbers begin anew. */
const journalPlace = z.object({ epoch: whole, seq: whole, part: whole })

/** One line as it is hashed: its hash is SHA-256 of its canonical JSON in UTF-8, `prev` the hash of the line before. */
export const ledgerLine = z.object({
  v: z.literal(1),
  seq: whole,
  /** When it happened, milliseconds since 1970. */
  at: whole,
  kind: z.string(),
  journal: journalPlace.nullable(),
  device: ledgerDevice.nullable(),
  run: z.object({ id: z.string(), batchId: z.string() }).nullable(),
  data: ledgerData,
  /** Field → HMAC-SHA256 of the value, in hexadecimal; the key is 32 random bytes kept with the value. */
  personal: z.record(z.string(), sha256Hex),
  prev: sha256Hex,
})
export type LedgerLine = z.infer<typeof ledgerLine>

/** What is known before a line has its place in the chain. */
export type LedgerDraft = Pick<LedgerLine, 'at' | 'journal' | 'device' | 'run' | 'data'> & {
  readonly kind: LedgerKind
  readonly personal: Readonly<Partial<Record<PersonalField, string>>>
}

/** The first line's `prev`. */
export const firstPrev = '0'.repeat(64)

/** How many lines there are, and the hash of the last. Kept elsewhere, it proves later that nothing is missing. */
export const ledgerHead = z.object({ count: whole.nonnegative(), hash: sha256Hex })
export type LedgerHead = z.infer<typeof ledgerHead>

/** A personal field as it can be read: with both, salt (base64) and value, or erased and so without. */
export const personalValue = z.object({ value: z.string().nullable(), salt: z.string().nullable() })

/** A line with its hash and with what is left of its personal fields. */
export const ledgerEntry = z.object({
  line: ledgerLine,
  hash: sha256Hex,
  personal: z.record(z.string(), personalValue),
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

/** The first thing that is wrong with a ledger. */
export const ledgerFlaw = z.enum([
  'unreadable',
  'changed',
  'misplaced',
  'unlinked',
  'personalChanged',
  'personalMissing',
  'endMissing',
  'headMissing',
  'notTheKeptHead',
])
export type LedgerFlaw = z.infer<typeof ledgerFlaw>

export const ledgerVerdict = z.object({
  ok: z.boolean(),
  head: ledgerHead,
  /** Personal fields that were erased on purpose. */
  forgotten: whole,
  /** `line` is where it shows, counted from 1. */
  flaw: z.object({ kind: ledgerFlaw, line: whole }).nullable(),
})
export type LedgerVerdict = z.infer<typeof ledgerVerdict>

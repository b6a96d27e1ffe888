import * as z from 'zod'

/** What Intune says of one serial number that comes back. */
export type RecordFacts = {
  /** How many records it has of it. */
  readonly records: number
  /** Where a bypass code for Activation Lock can be had: kept here, shown by Intune, or nowhere. */
  readonly bypassCode: 'kept' | 'inIntune' | 'none'
}

const text = z.string().nullable()
const time = z.number().int()
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)

const standing = z.object({
  activationState: text,
  setupDone: z.boolean().nullable(),
  cloudConfigured: z.boolean().nullable(),
  supervised: z.boolean().nullable(),
  findMy: z.boolean().nullable(),
})

/**
 * What was erased, when, by whom, how, and what was read from the device afterwards. Its lines are the ledger's, with
 * their hashes: with the ledger (or an export of it) anybody can see that they are there and unchanged. Times are
 * milliseconds since 1970.
 */
export const erasureCertificate = z.object({
  v: z.literal(1),
  kind: z.literal('erasureCertificate'),
  /** The run that erased it. */
  id: z.string(),
  issuedAt: time,
  /** Nothing real was erased. */
  practice: z.boolean(),
  station: z.object({ name: z.string(), organization: z.string(), version: z.string() }),
  operator: text,
  device: z.object({
    serial: z.string(),
    udid: z.string(),
    ecid: text,
    imei: text,
    productType: text,
    osVersion: text,
  }),
  method: z.object({
    /** Apple's name of the command, and the wire it took. */
    command: z.literal('EraseDevice'),
    by: z.literal('cable'),
    preserveDataPlan: z.boolean(),
    orderedAt: time.nullable(),
    provedAt: time,
  }),
  before: standing,
  /** Read from the device after the erase, before anything was written to it. */
  after: standing,
  /** Activation Lock would have shown itself: the device was activated after the erase. */
  activatedAfter: z.boolean(),
  bypassCodeKept: z.boolean(),
  /** How retirement and record ended: keys of the i18n area `plan`. */
  tenant: z.object({ retire: text, record: text }),
  outcome: z.enum(['ready', 'disposed']),
  ledger: z.object({
    head: z.object({ count: time, hash: sha256Hex }),
    lines: z.array(z.object({ seq: time, at: time, kind: z.string(), hash: sha256Hex })),
  }),
})
export type ErasureCertificate = z.infer<typeof erasureCertificate>

import * as z from 'zod'
import { erasureCertificate } from './returns.ts'
import { errorRecord, stepName } from './step.ts'
import { outboxState } from './outbox.ts'

const serial = z.string().trim().min(4).max(40)

/** What is still to be done with one device that comes back, or was to. */
export const returnEntry = z.object({
  serial: z.string(),
  /** Null when this station has never seen it. */
  udid: z.string().nullable(),
  isAttached: z.boolean(),
  /** Its newest return run here: under way, ended as it should, or stopped; null when there is none. */
  run: z
    .object({
      state: z.enum(['underWay', 'ended', 'stopped']),
      /** The steps that are not done. */
      owed: z.array(stepName),
      error: errorRecord.nullable(),
      startedAt: z.number(),
    })
    .nullable(),
  /** How many records Intune has of it; null when Intune did not say. */
  records: z.number().int().nullable(),
  bypassCode: z.enum(['kept', 'inIntune', 'none']).nullable(),
  /** What Intune must still be told of it, or somebody must decide. */
  outbox: z.array(z.object({ id: z.uuid(), kind: z.string(), state: outboxState })),
  certificates: z.number().int(),
})
export type ReturnEntry = z.infer<typeof returnEntry>

const shelved = z.object({
  /** Where the JSON lies on the station; pages in English and French lie beside it. */
  file: z.string(),
  sha256: z.string(),
  json: z.string(),
  certificate: erasureCertificate,
})

/** Devices that come back. The return itself is a run with a blueprint of the kind `return`. */
export const returnsContract = {
  /** `expected`: serial numbers that were scanned or are on a list; they come first, whether or not they are here. */
  'returns.owed': {
    kind: 'call',
    input: z.object({ expected: z.array(serial).max(500) }),
    output: z.object({ entries: z.array(returnEntry), intune: errorRecord.nullable() }),
  },
  /** Secret, and written into the ledger before it is told. Newest first. */
  'returns.bypassCode': {
    kind: 'call',
    input: z.object({ serial }),
    output: z.object({
      codes: z.array(z.object({ code: z.string(), source: z.enum(['intune', 'cable']), keptAt: z.number() })),
    }),
  },
  /** Newest first; none is an empty list. */
  'returns.certificates': {
    kind: 'call',
    input: z.object({ serial }),
    output: z.object({ certificates: z.array(shelved) }),
  },
  /** One certificate as a page for people, in a language. */
  'returns.certificate': {
    kind: 'call',
    input: z.object({ serial, runId: z.string().max(80), language: z.enum(['en', 'fr']) }),
    output: z.object({ html: z.string() }),
  },
  /**
   * Has Intune retire or wipe devices, or forgets their records, by serial number. `typed`: the last four characters of
   * the one serial number, or how many are named. All or none; what Intune says is seen in the outbox.
   */
  'intune.order': {
    kind: 'call',
    input: z.object({
      verb: z.enum(['retire', 'wipe', 'deleteRecord']),
      serials: z.array(serial).min(1).max(500),
      typed: z.string().max(40),
      /** Only for `wipe`. */
      keepEsimDataPlan: z.boolean(),
    }),
    output: z.object({ ids: z.array(z.uuid()) }),
  },
  /** What Intune has of serial numbers, newest record first. */
  'intune.records': {
    kind: 'call',
    input: z.object({ serials: z.array(serial).min(1).max(500) }),
    output: z.object({
      records: z.array(
        z.object({
          serial: z.string(),
          recordId: z.string(),
          name: z.string().nullable(),
          model: z.string().nullable(),
          userPrincipalName: z.string().nullable(),
          managementState: z.string().nullable(),
          enrolledAt: z.number().nullable(),
          lastSyncAt: z.number().nullable(),
        }),
      ),
    }),
  },
} as const

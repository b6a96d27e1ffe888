import * as z from 'zod'
import { errorRecord } from './step.ts'
import { tenantConsent } from './tenant-consent.ts'
import type { TenantTarget } from './tenant-consent.ts'

const profileWish = z.object({
  displayName: z.string().min(1).max(200),
  description: z.string().max(1500),
  userAffinity: z.enum(['none', 'companyPortal', 'setupAssistantLegacy']),
})

const recordId = z.string().min(1).max(200)

/** What Intune is to be told, and what it takes to tell it. Records are managedDevices by their Graph id. */
export const outboxTask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('importSerial'), details: z.string().max(128).nullable() }),
  z.object({ kind: z.literal('assignProfile'), profile: profileWish }),
  /** Takes the imported serial number away, and with it its assignment: Intune knows no other way to un-assign. */
  z.object({ kind: z.literal('removeSerial') }),
  z.object({ kind: z.literal('setName'), recordId, name: z.string().min(1).max(63) }),
  z.object({ kind: z.literal('retire'), recordId }),
  z.object({ kind: z.literal('wipe'), recordId, keepEsimDataPlan: z.boolean() }),
  z.object({ kind: z.literal('deleteRecord'), recordId }),
])
export type OutboxTask = z.infer<typeof outboxTask>
export const outboxKind = z.enum([
  'importSerial',
  'assignProfile',
  'removeSerial',
  'setName',
  'retire',
  'wipe',
  'deleteRecord',
])
export type OutboxKind = OutboxTask['kind']

/**
 * `sending` is written before the request leaves; `unconfirmed` when nobody heard how it ended: what Intune shows is
 * read before anything is sent again. `needsPerson` and `refused` hold back what follows for the same device.
 */
export const outboxState = z.enum(['waiting', 'sending', 'unconfirmed', 'done', 'refused', 'needsPerson', 'dropped'])
export type OutboxState = z.infer<typeof outboxState>

/** One thing Intune is to be told about one device. Times are milliseconds since 1970. */
export const intent = z.object({
  id: z.uuid(),
  /** Upper case. */
  serial: z.string().min(1).max(40),
  /** The tenant it is meant for; it is never told to another one. */
  tenantId: z.string().min(1).max(200),
  task: outboxTask,
  state: outboxState,
  /** How often it was sent, or tried to. */
  attempts: z.number().int(),
  createdAt: z.number(),
  sentAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** The client-request-id of the last request, for Microsoft's support. */
  requestId: z.string().nullable(),
  lastError: errorRecord.nullable(),
  /** When an earlier action of the same name began, as Intune wrote it, read before the first request; '' for none. */
  before: z.string().nullable(),
  /** How it ended without being sent: superseded, alreadySo, seenInIntune, recordGone; or why a person dropped it. */
  note: z.string().max(300).nullable(),
  /** The site whose report brought it; null when it was asked for here. */
  origin: z.string().max(200).nullable(),
  /** Who agreed to what cannot be taken back; null for everything else, and in entries of earlier versions. */
  consent: tenantConsent.nullable().default(null),
})
export type Intent = z.infer<typeof intent>

const openStates: ReadonlySet<OutboxState> = new Set(['waiting', 'sending', 'unconfirmed'])

/** Still to be delivered by itself. */
export function isOpen({ state }: Pick<Intent, 'state'>): boolean {
  return openStates.has(state)
}

/** Somebody has to decide: try again, or drop it. */
export function needsDecision({ state }: Pick<Intent, 'state'>): boolean {
  return state === 'refused' || state === 'needsPerson'
}

/**
 * What is done to which device or record, when it takes something that does not come back: only with a warrant, and never
 * by a file. Null for everything else.
 */
export function tenantTargetOf({ serial, task }: Pick<Intent, 'serial' | 'task'>): TenantTarget | null {
  switch (task.kind) {
    case 'retire':
    case 'wipe':
    case 'deleteRecord':
      return { serial, recordId: task.recordId, verb: task.kind }
    case 'removeSerial':
      return { serial, recordId: null, verb: task.kind }
    default:
      return null
  }
}

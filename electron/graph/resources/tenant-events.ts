import * as z from 'zod'
import type { AuditEntry, TroubleEvent } from '../../../src-shared/intune/record.ts'
import { odataText } from '../address.ts'
import { firstOf } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { optionalText, optionalTime, wireId } from './wire.ts'

/** Of the base type; the properties of enrollment stand beside it. */
export const troubleWire = z.object({
  id: wireId,
  eventDateTime: optionalTime,
  correlationId: optionalText,
  deviceId: optionalText,
  enrollmentType: optionalText,
  failureCategory: optionalText,
  failureReason: optionalText,
  osVersion: optionalText,
  userId: optionalText,
})
const trouble = troubleWire.transform((event): TroubleEvent => ({
  id: event.id,
  at: event.eventDateTime,
  category: event.failureCategory ?? 'unknown',
  reason: event.failureReason,
  deviceId: event.deviceId || null,
  enrollmentType: event.enrollmentType,
  osVersion: event.osVersion,
  userId: event.userId || null,
  correlationId: event.correlationId,
}))

/** Why enrollments failed, newest first. */
export async function listTroubles(graph: GraphClient, limit: number): Promise<readonly TroubleEvent[]> {
  const path = '/deviceManagement/troubleshootingEvents'
  const events = await firstOf(graph.pages(path, { version: 'v1.0', schema: trouble }), 5_000)
  return events.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0)).slice(0, limit)
}

export const auditWire = z.object({
  id: wireId,
  activityDateTime: optionalTime,
  displayName: optionalText,
  activityType: optionalText,
  componentName: optionalText,
  activityResult: optionalText,
  correlationId: optionalText,
  actor: z
    .object({
      userPrincipalName: optionalText,
      applicationDisplayName: optionalText,
      servicePrincipalName: optionalText,
    })
    .nullish(),
  resources: z.array(z.object({ displayName: optionalText, resourceId: optionalText })).nullish(),
})
const audit = auditWire.transform((event): AuditEntry => ({
  id: event.id,
  at: event.activityDateTime,
  activity: event.displayName ?? event.activityType ?? '',
  component: event.componentName,
  actor:
    event.actor?.userPrincipalName || event.actor?.servicePrincipalName || event.actor?.applicationDisplayName || null,
  result: event.activityResult,
  targets: (event.resources ?? []).flatMap(({ displayName, resourceId }) => displayName ?? resourceId ?? []),
  correlationId: event.correlationId,
}))

export type AuditQuestion = {
  /** Milliseconds since 1970. */
  readonly since: number | null
  readonly component: string | null
  readonly limit: number
}

/** Who changed what, newest first. Intune keeps a year. */
export function listAudit(
  graph: GraphClient,
  { since, component, limit }: AuditQuestion,
): Promise<readonly AuditEntry[]> {
  const conditions = [
    ...(since === null ? [] : [`activityDateTime gt ${new Date(since).toISOString()}`]),
    ...(component === null ? [] : [`componentName eq ${odataText(component)}`]),
  ]
  const query = {
    $filter: conditions.length === 0 ? undefined : conditions.join(' and '),
    $orderby: 'activityDateTime desc',
    $top: Math.min(limit, 500),
  }
  return firstOf(graph.pages('/deviceManagement/auditEvents', { version: 'v1.0', schema: audit, query }), limit)
}

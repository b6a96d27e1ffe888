import * as z from 'zod'
import { odataText } from '../address.ts'
import type { GraphClient } from '../call.ts'
import { optionalText, optionalTime, wireId } from './wire.ts'

export type AuditEvent = {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number | null
  readonly activity: string | null
  readonly component: string | null
  readonly result: string | null
  readonly userPrincipalName: string | null
  readonly resources: readonly AuditResource[]
}

/** What was touched; Intune leaves the name out for many kinds. */
export type AuditResource = { readonly id: string | null; readonly type: string | null; readonly name: string | null }

const auditResource = z
  .object({ resourceId: optionalText, auditResourceType: optionalText, displayName: optionalText })
  .transform((resource): AuditResource => ({
    id: resource.resourceId,
    type: resource.auditResourceType,
    name: resource.displayName,
  }))

const auditEvent = z
  .object({
    id: wireId,
    displayName: optionalText,
    activity: optionalText,
    componentName: optionalText,
    activityDateTime: optionalTime,
    activityResult: optionalText,
    actor: z.object({ userPrincipalName: optionalText }).nullish(),
    resources: z.array(auditResource).nullish(),
  })
  .transform((event): AuditEvent => ({
    id: event.id,
    at: event.activityDateTime,
    activity: event.activity ?? event.displayName,
    component: event.componentName,
    result: event.activityResult,
    userPrincipalName: event.actor?.userPrincipalName ?? null,
    resources: event.resources ?? [],
  }))

export type AuditQuery = {
  /** Milliseconds since 1970. */
  readonly since?: number
  /** Intune's name of a component, e.g. Enrollment. */
  readonly component?: string
  readonly signal?: AbortSignal
}

/** Intune's audit trail, page by page, in the service's order. */
export function auditEvents(graph: GraphClient, query: AuditQuery = {}): AsyncGenerator<readonly AuditEvent[], void> {
  const { since, component, signal } = query
  const conditions = [
    ...(since === undefined ? [] : [`activityDateTime gt ${new Date(since).toISOString()}`]),
    ...(component === undefined ? [] : [`componentName eq ${odataText(component)}`]),
  ]
  const filter = conditions.length === 0 ? undefined : conditions.join(' and ')
  const path = '/deviceManagement/auditEvents'
  return graph.pages(path, { version: 'v1.0', schema: auditEvent, query: { $filter: filter }, signal })
}

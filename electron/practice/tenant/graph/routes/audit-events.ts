import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { scopes } from '../call.ts'
import { notFound } from '../failure.ts'
import type { Entity } from '../filter.ts'
import { entityReply, listReply } from '../listing.ts'

async function auditEvents(call: GraphCall): Promise<GraphReply> {
  const rows = await call.tenant.db.selectFrom('audit_event').select('body').orderBy('seq', 'desc').execute()
  const filterable = {
    activityDateTime: 'plain',
    componentName: 'plain',
    activityOperationType: 'plain',
    category: 'plain',
  } as const
  return listReply(
    call,
    rows.map((row) => JSON.parse(row.body) as Entity),
    { filterable },
  )
}

async function auditEvent(call: GraphCall): Promise<GraphReply> {
  const id = call.params['id'] ?? ''
  const row = await call.tenant.db
    .selectFrom('audit_event')
    .select('body')
    .where('id', '=', id.toLowerCase())
    .executeTakeFirst()
  if (row === undefined) throw notFound(`The audit event ${id.slice(0, 80)}`)
  return entityReply(call, JSON.parse(row.body) as Entity)
}

async function troubleshootingEvents(call: GraphCall): Promise<GraphReply> {
  const rows = await call.tenant.db.selectFrom('trouble').select('body').orderBy('seq', 'desc').execute()
  const filterable = { eventDateTime: 'plain', failureCategory: 'plain', correlationId: 'plain' } as const
  return listReply(
    call,
    rows.map((row) => JSON.parse(row.body) as Entity),
    { filterable },
  )
}

export const auditRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: 'deviceManagement/auditEvents',
    beta: false,
    scopes: scopes.readAudit,
    family: 'other',
    handle: auditEvents,
  },
  {
    method: 'GET',
    path: 'deviceManagement/auditEvents/:id',
    beta: false,
    scopes: scopes.readAudit,
    family: 'other',
    handle: auditEvent,
  },
  {
    method: 'GET',
    path: 'deviceManagement/troubleshootingEvents',
    beta: false,
    scopes: scopes.readDevices,
    family: 'other',
    handle: troubleshootingEvents,
  },
]

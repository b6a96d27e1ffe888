import type { PolicyRow } from '../../store/program-tables.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { jsonReply, scopes } from '../call.ts'
import { malformedRequest, refusedByIntune } from '../failure.ts'
import { entityReply, listReply } from '../listing.ts'
import { policyEntity } from '../policy.ts'

/** Which policies the tenant has: only those for enrollment, so the usual filter leaves all of them. */
async function list(call: GraphCall): Promise<GraphReply> {
  const rows = await call.tenant.db.selectFrom('policy').selectAll().orderBy('created_at').execute()
  const entities = rows.map((row) => policyEntity(row))
  const onlyEnrollment = /^\s*technologies has 'enrollment'\s*$/.test(call.query.filter ?? '')
  const asked = onlyEnrollment ? { ...call, query: { ...call.query, filter: null } } : call
  return listReply(asked, entities, { filterable: { name: 'plain', creationSource: 'plain', platforms: 'plain' } })
}

/** Microsoft: one that does not exist answers 400, not 404. */
async function find(call: GraphCall): Promise<PolicyRow> {
  const id = (call.params['id'] ?? '').toLowerCase()
  const row = await call.tenant.db.selectFrom('policy').selectAll().where('guid', '=', id).executeTakeFirst()
  if (row === undefined) throw malformedRequest(`The policy ${id.slice(0, 80)} does not exist`)
  return row
}

async function get(call: GraphCall): Promise<GraphReply> {
  return entityReply(call, policyEntity(await find(call)))
}

async function settings(call: GraphCall): Promise<GraphReply> {
  const row = await find(call)
  return jsonReply(200, { '@odata.context': call.contextUrl, value: JSON.parse(row.settings) as object })
}

async function readOnly(): Promise<GraphReply> {
  throw refusedByIntune('Policies of this tenant are made and changed in its own pages only')
}

const base = 'deviceManagement/configurationPolicies'
const common = { beta: true, family: 'enrollment', scopes: scopes.readPolicies } as const

export const policyRoutes: readonly GraphRoute[] = [
  { ...common, method: 'GET', path: base, handle: list },
  { ...common, method: 'GET', path: `${base}/:id`, handle: get },
  { ...common, method: 'GET', path: `${base}/:id/settings`, handle: settings },
  { ...common, method: 'POST', path: base, handle: readOnly },
  { ...common, method: 'PUT', path: `${base}/:id`, handle: readOnly },
  { ...common, method: 'PATCH', path: `${base}/:id`, handle: readOnly },
  { ...common, method: 'DELETE', path: `${base}/:id`, handle: readOnly },
]

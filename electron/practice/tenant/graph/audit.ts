import { randomUuid } from '../../../lib/crypto.ts'
import { isoTime } from '../clock.ts'
import { organizationName } from '../world.ts'
import type { GraphCall, GraphReply, GraphRoute } from './call.ts'

const operations: Readonly<Record<string, string>> = { POST: 'Create', PATCH: 'Patch', PUT: 'Patch', DELETE: 'Delete' }

/** One auditEvent for a write that succeeded. */
export async function writeAudit(call: GraphCall, route: GraphRoute, reply: GraphReply): Promise<void> {
  const at = call.tenant.clock.now()
  const last = route.path.split('/').findLast((part) => !part.startsWith(':')) ?? ''
  // An action is a POST that does not create: its last segment names what was done.
  const isAction = call.method === 'POST' && reply.status !== 201
  const id = randomUuid()
  const body = {
    id,
    displayName: `${isAction ? 'Action' : operations[call.method]} ${last}`,
    componentName: route.family === 'devices' ? 'ManagedDevices' : 'Enrollment',
    activity: null,
    activityDateTime: isoTime(at),
    activityType: `${isAction ? last : operations[call.method]} ${route.path.split('/')[1] ?? ''}`,
    activityOperationType: isAction ? 'Action' : operations[call.method],
    activityResult: 'Success',
    category: route.family === 'devices' ? 'Device' : 'Enrollment',
    correlationId: call.requestId,
    actor: {
      auditActorType: call.caller.kind === 'app' ? 'Application' : 'ItPro',
      applicationDisplayName: organizationName,
      userPrincipalName: call.caller.upn,
      userPermissions: [],
    },
    resources: [
      {
        displayName: null,
        auditResourceType: last,
        resourceId: resourceId(call, reply),
        modifiedProperties: modified(call.body),
      },
    ],
  }
  await call.tenant.db
    .insertInto('audit_event')
    .values({ id, at, body: JSON.stringify(body) })
    .execute()
}

function resourceId(call: GraphCall, reply: GraphReply): string | null {
  const created =
    typeof reply.body === 'object' && reply.body !== null && 'id' in reply.body ? reply.body.id : undefined
  return typeof created === 'string' ? created : (Object.values(call.params).at(-1) ?? null)
}

function modified(body: unknown): readonly object[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return []
  return Object.entries(body)
    .filter(([name, value]) => !name.startsWith('@') && typeof value !== 'object')
    .map(([displayName, value]) => ({ displayName, oldValue: null, newValue: String(value).slice(0, 200) }))
}

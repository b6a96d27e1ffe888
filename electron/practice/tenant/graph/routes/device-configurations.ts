import { z } from 'zod'
import { AppError } from '../../../../../src-shared/errors.ts'
import { randomUuid } from '../../../../lib/crypto.ts'
import { readPlistDict } from '../../../../apple/plist/read.ts'
import { stringAt } from '../../../../apple/plist/take.ts'
import { readSignedCms } from '../../../../pki/cms-verify.ts'
import { isoTime } from '../../clock.ts'
import { deliverToAll } from '../../mdm/custom-profiles.ts'
import type { Configuration } from '../../store/configuration-tables.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { jsonReply, noContent, scopes } from '../call.ts'
import { notFound, refusedByIntune } from '../failure.ts'
import type { Entity } from '../filter.ts'
import { entityReply, listReply } from '../listing.ts'

const type = '#microsoft.graph.iosCustomConfiguration'
/** Microsoft: a custom profile may be so large. */
const maxPayloadBytes = 1024 * 1024

const shape = {
  '@odata.type': z.literal(type),
  displayName: z.string().trim().min(1).max(200),
  description: z.string().max(1500).nullable().optional(),
  payloadName: z.string().trim().min(1).max(200),
  payloadFileName: z.string().max(200).nullable().optional(),
  payload: z.base64(),
}
const createSchema = z.strictObject(shape)
const patchSchema = z.strictObject({ ...shape, id: z.string() }).partial()
type Written = Omit<z.infer<typeof createSchema>, '@odata.type' | 'displayName'>

function entity({ id, name, version, created_at: created, modified_at: modified, body }: Configuration): Entity {
  return {
    '@odata.type': type,
    id,
    displayName: name,
    version,
    createdDateTime: isoTime(created),
    lastModifiedDateTime: isoTime(modified),
    ...(JSON.parse(body) as object),
  }
}

async function list(call: GraphCall): Promise<GraphReply> {
  const rows = await call.tenant.db.selectFrom('configuration').selectAll().orderBy('seq').execute()
  return listReply(
    call,
    rows.map((row) => entity(row)),
    { filterable: { displayName: 'plain' } },
  )
}

async function find(call: GraphCall): Promise<Configuration> {
  const id = (call.params['id'] ?? '').toLowerCase()
  const row = await call.tenant.db.selectFrom('configuration').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound(`The device configuration ${id.slice(0, 80)}`)
  return row
}

async function create(call: GraphCall): Promise<GraphReply> {
  const { '@odata.type': _, displayName, ...given } = readBody(call, createSchema)
  const now = call.tenant.clock.now()
  const row = {
    id: randomUuid(),
    name: displayName,
    identifier: identifierIn(given.payload),
    version: 1,
    created_at: now,
    modified_at: now,
    body: JSON.stringify(complete(given)),
    targets: '[]',
  }
  await call.tenant.db.insertInto('configuration').values(row).execute()
  return entityReply(call, entity(await findById(call, row.id)), 201)
}

async function update(call: GraphCall): Promise<GraphReply> {
  const before = await find(call)
  const { '@odata.type': _, id: __, displayName = before.name, ...given } = readBody(call, patchSchema)
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const body = complete({ ...(JSON.parse(before.body) as Written), ...changes })
  await call.tenant.db
    .updateTable('configuration')
    .set({
      name: displayName,
      identifier: identifierIn(body.payload),
      version: before.version + 1,
      modified_at: call.tenant.clock.now(),
      body: JSON.stringify(body),
    })
    .where('id', '=', before.id)
    .execute()
  await deliverToAll(call.tenant)
  return entityReply(call, entity(await findById(call, before.id)))
}

async function remove(call: GraphCall): Promise<GraphReply> {
  const { id } = await find(call)
  await call.tenant.db.deleteFrom('configuration').where('id', '=', id).execute()
  await deliverToAll(call.tenant)
  return noContent
}

const withoutGroup = ['allDevicesAssignmentTarget', 'allLicensedUsersAssignmentTarget'] as const
const withGroup = ['groupAssignmentTarget', 'exclusionGroupAssignmentTarget'] as const
const filterProperties = {
  deviceAndAppManagementAssignmentFilterId: z.null().optional(),
  deviceAndAppManagementAssignmentFilterType: z.literal('none').optional(),
}
const typed = (names: readonly (typeof withoutGroup | typeof withGroup)[number][]) =>
  z.enum(names.map((name) => `#microsoft.graph.${name}`))
const target = z.discriminatedUnion('@odata.type', [
  z.strictObject({ '@odata.type': typed(withoutGroup), ...filterProperties }),
  z.strictObject({ '@odata.type': typed(withGroup), groupId: z.uuid().toLowerCase(), ...filterProperties }),
])
const assignSchema = z.strictObject({
  assignments: z.array(z.strictObject({ '@odata.type': z.string().optional(), id: z.string().optional(), target })),
})

/** Replaces every assignment by these. */
async function assign(call: GraphCall): Promise<GraphReply> {
  const { id } = await find(call)
  const wanted = readBody(call, assignSchema).assignments.map((one) => one.target)
  for (const one of wanted) if ('groupId' in one) await refuseUnknownGroup(call, one.groupId)
  const targets = JSON.stringify(wanted)
  await call.tenant.db.updateTable('configuration').set({ targets }).where('id', '=', id).execute()
  await deliverToAll(call.tenant)
  return jsonReply(200, { '@odata.context': call.contextUrl, value: shownTargets(id, targets) })
}

async function refuseUnknownGroup(call: GraphCall, groupId: string): Promise<void> {
  const group = await call.tenant.db
    .selectFrom('directory_group')
    .select('id')
    .where('id', '=', groupId)
    .executeTakeFirst()
  if (group === undefined) throw refusedByIntune(`The group ${groupId} does not exist`)
}

async function assignments(call: GraphCall): Promise<GraphReply> {
  const { id, targets } = await find(call)
  return listReply(call, shownTargets(id, targets))
}

function shownTargets(id: string, targets: string): readonly Entity[] {
  const stored = JSON.parse(targets) as readonly z.infer<typeof target>[]
  return stored.map((one, index) => ({ id: `${id}_${index}`, target: one }))
}

async function get(call: GraphCall): Promise<GraphReply> {
  return entityReply(call, entity(await find(call)))
}

async function findById(call: GraphCall, id: string): Promise<Configuration> {
  return call.tenant.db.selectFrom('configuration').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

function complete({ description, payloadName, payloadFileName, payload }: Written): Written {
  return { description: description ?? null, payloadName, payloadFileName: payloadFileName ?? null, payload }
}

/** @throws GraphFailure 400 for what is no configuration profile, signed or not */
function identifierIn(payload: string): string {
  const bytes = Buffer.from(payload, 'base64')
  if (bytes.length > maxPayloadBytes) throw refusedByIntune('The payload is larger than 1 MB')
  try {
    const xml = bytes[0] === 0x30 ? readSignedCms(bytes).content : bytes
    const dict = readPlistDict(xml)
    const identifier = stringAt(dict, 'PayloadIdentifier')
    if (stringAt(dict, 'PayloadType') === 'Configuration' && identifier !== undefined) return identifier
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  throw refusedByIntune('The payload is not a configuration profile')
}

const base = 'deviceManagement/deviceConfigurations'
const common = { beta: false, family: 'other' } as const
const read = { ...common, scopes: scopes.readPolicies }
const write = { ...common, scopes: scopes.writePolicies }

/** Custom profiles alone of all the kinds that Intune has. */
export const deviceConfigurationRoutes: readonly GraphRoute[] = [
  { ...read, method: 'GET', path: base, handle: list },
  { ...write, method: 'POST', path: base, handle: create },
  { ...read, method: 'GET', path: `${base}/:id`, handle: get },
  { ...write, method: 'PATCH', path: `${base}/:id`, handle: update },
  { ...write, method: 'DELETE', path: `${base}/:id`, handle: remove },
  { ...write, method: 'POST', path: `${base}/:id/assign`, handle: assign },
  { ...read, method: 'GET', path: `${base}/:id/assignments`, handle: assignments },
]

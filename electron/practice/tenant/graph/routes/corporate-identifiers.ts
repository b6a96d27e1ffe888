import { z } from 'zod'
import { randomUuid } from '../../../../lib/crypto.ts'
import { isoTime, neverIso } from '../../clock.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { jsonReply, noContent, scopes } from '../call.ts'
import { notFound, refusedByIntune } from '../failure.ts'
import type { Entity } from '../filter.ts'
import { entityReply, listReply } from '../listing.ts'

const rowSchema = z.strictObject({
  '@odata.type': z.string().optional(),
  id: z.string().optional(),
  importedDeviceIdentifier: z.string(),
  importedDeviceIdentityType: z
    .enum(['unknown', 'imei', 'serialNumber', 'manufacturerModelSerial'])
    .default('serialNumber'),
  description: z.string().nullable().optional(),
  platform: z.string().default('ios'),
})

const importSchema = z.strictObject({
  importedDeviceIdentities: z.array(rowSchema),
  overwriteImportedDeviceIdentities: z.boolean(),
})
const searchSchema = z.strictObject({ importedDeviceIdentities: z.array(rowSchema) })

type Row = z.infer<typeof rowSchema>

const filterable = {
  importedDeviceIdentifier: 'plain',
  importedDeviceIdentityType: 'plain',
  platform: 'plain',
  enrollmentState: 'plain',
} as const

async function list(call: GraphCall): Promise<GraphReply> {
  const rows = await call.tenant.db.selectFrom('corporate_identifier').select('body').orderBy('seq').execute()
  return listReply(
    call,
    rows.map((row) => JSON.parse(row.body) as Entity),
    { filterable },
  )
}

async function find(call: GraphCall): Promise<Entity> {
  const id = (call.params['id'] ?? '').toLowerCase()
  const row = await call.tenant.db
    .selectFrom('corporate_identifier')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw notFound(`The device identifier ${id.slice(0, 80)}`)
  return JSON.parse(row.body) as Entity
}

async function get(call: GraphCall): Promise<GraphReply> {
  return entityReply(call, await find(call))
}

async function remove(call: GraphCall): Promise<GraphReply> {
  const { id } = await find(call)
  await call.tenant.db.deleteFrom('corporate_identifier').where('id', '=', String(id)).execute()
  return noContent
}

/** IMEI: 14 digits or more; serial numbers: letters and digits; manufacturer, model and serial separated by commas. */
function isValid(row: Row): boolean {
  const identifier = row.importedDeviceIdentifier.trim()
  if ((row.description ?? '').length > 128) return false
  if (row.importedDeviceIdentityType === 'imei') return /^\d{14,16}$/.test(identifier)
  if (row.importedDeviceIdentityType === 'manufacturerModelSerial') return identifier.split(',').length === 3
  return /^[A-Za-z0-9]{1,64}$/.test(identifier)
}

async function importList(call: GraphCall): Promise<GraphReply> {
  const { importedDeviceIdentities: rows, overwriteImportedDeviceIdentities: overwrite } = readBody(call, importSchema)
  if (rows.length === 0 || rows.length > 5000) throw refusedByIntune('An import takes 1 to 5000 identifiers')
  const bad = rows.filter((row) => !isValid(row)).length
  if (bad > 0) throw refusedByIntune(`${bad} of ${rows.length} records have an invalid identifier or description`)
  const value: object[] = []
  for (const row of rows) value.push(await importOne(call, row, overwrite))
  return jsonReply(200, { '@odata.context': call.contextUrl, value })
}

async function importOne(call: GraphCall, row: Row, overwrite: boolean): Promise<object> {
  const { db, clock } = call.tenant
  const identifier = row.importedDeviceIdentifier.trim()
  const existing = await db
    .selectFrom('corporate_identifier')
    .select('body')
    .where('identifier', '=', identifier)
    .executeTakeFirst()
  const before = existing === undefined ? null : (JSON.parse(existing.body) as Entity)
  if (before !== null && !overwrite) return { ...before, status: false }
  const now = isoTime(clock.now())
  const id = before === null ? randomUuid() : String(before['id'])
  const entity = {
    id,
    importedDeviceIdentifier: identifier,
    importedDeviceIdentityType: row.importedDeviceIdentityType,
    lastModifiedDateTime: now,
    createdDateTime: before?.['createdDateTime'] ?? now,
    lastContactedDateTime: before?.['lastContactedDateTime'] ?? neverIso,
    description: row.description ?? null,
    enrollmentState: before?.['enrollmentState'] ?? 'notContacted',
    platform: row.platform,
  }
  const body = JSON.stringify(entity)
  await db
    .insertInto('corporate_identifier')
    .values({ id, identifier, body })
    .onConflict((conflict) => conflict.column('identifier').doUpdateSet({ body }))
    .execute()
  return { ...entity, status: true }
}

async function search(call: GraphCall): Promise<GraphReply> {
  const { importedDeviceIdentities } = readBody(call, searchSchema)
  const wanted = importedDeviceIdentities.map((row) => row.importedDeviceIdentifier.trim())
  const found =
    wanted.length === 0
      ? []
      : await call.tenant.db
          .selectFrom('corporate_identifier')
          .select('body')
          .where('identifier', 'in', wanted)
          .execute()
  return jsonReply(200, {
    '@odata.context': call.contextUrl,
    value: found.map((row) => JSON.parse(row.body) as Entity),
  })
}

const base = 'deviceManagement/importedDeviceIdentities'
const common = { beta: true, family: 'enrollment' } as const

export const corporateIdentifierRoutes: readonly GraphRoute[] = [
  { ...common, method: 'GET', path: base, scopes: scopes.read, handle: list },
  { ...common, method: 'GET', path: `${base}/:id`, scopes: scopes.read, handle: get },
  { ...common, method: 'DELETE', path: `${base}/:id`, scopes: scopes.write, handle: remove },
  { ...common, method: 'POST', path: `${base}/importDeviceIdentityList`, scopes: scopes.write, handle: importList },
  { ...common, method: 'POST', path: `${base}/searchExistingIdentities`, scopes: scopes.read, handle: search },
]

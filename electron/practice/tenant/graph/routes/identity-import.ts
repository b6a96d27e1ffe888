import { z } from 'zod'
import { randomUuid } from '../../../../lib/crypto.ts'
import { bareProfileId } from '../../tenant.ts'
import type { EnrollmentState } from '../../store/schema.ts'
import type { TenantDatabase } from '../../store/open.ts'
import { assigned } from '../assignment.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { jsonReply, scopes } from '../call.ts'
import type { Container } from '../container-entity.ts'
import { findContainer } from '../container-entity.ts'
import { refusedByIntune } from '../failure.ts'
import { identityEntity } from '../identity-entity.ts'

const maxRows = 5000
const maxIdentities = 75_000

const rowSchema = z.strictObject({
  '@odata.type': z.string().optional(),
  id: z.string().optional(),
  serialNumber: z.string().nullable().optional(),
  description: z.string().nullable().optional(),
  requestedEnrollmentProfileId: z.string().nullable().optional(),
  requestedEnrollmentProfileAssignmentDateTime: z.string().nullable().optional(),
  discoverySource: z.string().optional(),
  platform: z.string().optional(),
  isSupervised: z.boolean().optional(),
  isDeleted: z.boolean().nullable().optional(),
  createdDateTime: z.string().optional(),
  lastContactedDateTime: z.string().optional(),
  enrollmentState: z.string().optional(),
})

const importSchema = z.strictObject({
  importedAppleDeviceIdentities: z.array(rowSchema),
  overwriteImportedDeviceIdentities: z.boolean(),
})

type ImportRow = z.infer<typeof rowSchema>
type Wanted = {
  readonly serial: string
  readonly description: string | null | undefined
  readonly profile: string | null | undefined
  readonly supervised: boolean
}

async function importList(call: GraphCall): Promise<GraphReply> {
  const container = await findContainer(call)
  const { importedAppleDeviceIdentities: rows, overwriteImportedDeviceIdentities: overwrite } = readBody(
    call,
    importSchema,
  )
  if (container.hidden === 0)
    throw refusedByIntune('Serial numbers are imported for Apple Configurator; a token gets its devices from Apple')
  if (rows.length === 0 || rows.length > maxRows) throw refusedByIntune(`An import takes 1 to ${maxRows} devices`)
  const wanted = checkRows(rows)
  await checkProfiles(call, container, wanted)
  const value = await call.tenant.db.transaction().execute(async (trx) => {
    await checkRoom(trx, wanted)
    const results: object[] = []
    for (const row of wanted) results.push(await importOne(call, trx, container, row, overwrite))
    return results
  })
  return jsonReply(200, { '@odata.context': call.contextUrl, value })
}

/** A malformed row refuses the whole request, and the message counts them. */
function checkRows(rows: readonly ImportRow[]): readonly Wanted[] {
  const wanted = rows.map((row) => ({
    serial: (row.serialNumber ?? '').trim().toUpperCase(),
    description: row.description,
    profile:
      row.requestedEnrollmentProfileId === undefined
        ? undefined
        : bareProfileId(row.requestedEnrollmentProfileId ?? '') || null,
    supervised: row.isSupervised === true,
  }))
  const bad = wanted.filter(
    ({ serial, description }) => !/^[A-Z0-9]{8,14}$/.test(serial) || (description ?? '').length > 128,
  )
  if (bad.length > 0)
    throw refusedByIntune(`${bad.length} of ${rows.length} records have an invalid serial number or description`)
  return wanted
}

async function checkProfiles(call: GraphCall, container: Container, wanted: readonly Wanted[]): Promise<void> {
  const guids = [...new Set(wanted.flatMap(({ profile }) => (profile ? [profile] : [])))]
  if (guids.length === 0) return
  const found = await call.tenant.db
    .selectFrom('profile')
    .select('guid')
    .where('container_id', '=', container.id)
    .where('guid', 'in', guids)
    .execute()
  if (found.length !== guids.length)
    throw refusedByIntune('A requested enrollment profile does not exist in this account')
}

async function checkRoom(trx: TenantDatabase, wanted: readonly Wanted[]): Promise<void> {
  const { count } = await trx
    .selectFrom('identity')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('source', '=', 'adminImport')
    .executeTakeFirstOrThrow()
  if (count + wanted.length <= maxIdentities) return
  const known = new Set((await trx.selectFrom('identity').select('serial').execute()).map((row) => row.serial))
  const fresh = new Set(wanted.map(({ serial }) => serial).filter((serial) => !known.has(serial)))
  if (count + fresh.size > maxIdentities)
    throw refusedByIntune(`A tenant holds ${maxIdentities} imported devices at most`)
}

async function importOne(
  call: GraphCall,
  trx: TenantDatabase,
  container: Container,
  row: Wanted,
  overwrite: boolean,
): Promise<object> {
  const existing = await trx.selectFrom('identity').selectAll().where('serial', '=', row.serial).executeTakeFirst()
  const now = call.tenant.clock.now()
  if (existing === undefined) {
    const created = await trx
      .insertInto('identity')
      .values({
        id: randomUuid(),
        container_id: container.id,
        serial: row.serial,
        profile_guid: row.profile ?? null,
        assigned_at: row.profile ? now : null,
        supervised: row.supervised ? 1 : 0,
        source: 'adminImport',
        created_at: now,
        contacted_at: null,
        deleted: 0,
        description: row.description ?? null,
        state: await stateOf(trx, row.serial, row.profile ?? null),
        platform: 'ios',
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return { ...identityEntity(call.tenant, created), status: true }
  }
  const taken = existing.source === 'adminImport' && overwrite
  if (!taken) return { ...identityEntity(call.tenant, existing), status: false }
  const profile = row.profile === undefined ? existing.profile_guid : row.profile
  const updated = await trx
    .updateTable('identity')
    .set({
      ...(await assigned(trx, existing, profile, now)),
      description: row.description === undefined ? existing.description : row.description,
    })
    .where('id', '=', existing.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return { ...identityEntity(call.tenant, updated), status: true }
}

/** Importing is not retroactive: only a device that already enrolled with this very profile counts as enrolled. */
async function stateOf(trx: TenantDatabase, serial: string, profile: string | null): Promise<EnrollmentState> {
  if (profile === null) return 'notContacted'
  const device = await trx
    .selectFrom('managed_device')
    .select('id')
    .where('serial', '=', serial)
    .where('profile_guid', '=', profile)
    .executeTakeFirst()
  return device === undefined ? 'notContacted' : 'enrolled'
}

export const importRoutes: readonly GraphRoute[] = [
  {
    method: 'POST',
    path: 'deviceManagement/depOnboardingSettings/:tok/importedAppleDeviceIdentities/importAppleDeviceIdentityList',
    beta: true,
    scopes: scopes.write,
    family: 'enrollment',
    handle: importList,
  },
]

import { z } from 'zod'
import { randomUuid } from '../../../../lib/crypto.ts'
import type { EnvelopeKey } from '../../../../pki/cms-envelope.ts'
import { adoptToken } from '../../program/adopt-token.ts'
import { ProgramRefused, ProgramUnreachable } from '../../program/client.ts'
import { openTokenFile } from '../../program/token-file.ts'
import { certified, organizationName } from '../../world.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { jsonReply, noContent, scopes } from '../call.ts'
import type { Container } from '../container-entity.ts'
import { containerEntity, findContainer, findProgramToken } from '../container-entity.ts'
import { malformedRequest, refusedByIntune } from '../failure.ts'
import { entityReply } from '../listing.ts'

const maxTokens = 100

const createSchema = z.strictObject({
  '@odata.type': z.string().optional(),
  tokenName: z.string().nullable().optional(),
  appleIdentifier: z.string().nullable().optional(),
  dataSharingConsentGranted: z.boolean(),
  roleScopeTagIds: z.array(z.string()).optional(),
})

/** A place for a token of Apple's; it has no expiry until one is uploaded. */
async function create(call: GraphCall): Promise<GraphReply> {
  const sent = readBody(call, createSchema)
  if (!sent.dataSharingConsentGranted) throw refusedByIntune('Consent to share data with Apple is needed')
  const { db, clock } = call.tenant
  const { count } = await db
    .selectFrom('container')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('hidden', '=', 0)
    .executeTakeFirstOrThrow()
  if (count >= maxTokens) throw refusedByIntune(`A tenant holds ${maxTokens} tokens at most`)
  const created = await db
    .insertInto('container')
    .values({
      id: randomUuid(),
      hidden: 0,
      token_type: 'dep',
      token_name: sent.tokenName ?? null,
      apple_identifier: sent.appleIdentifier ?? null,
      expires_at: null,
      modified_at: clock.now(),
      synced_at: null,
      sync_triggered_at: null,
      sync_error: 0,
      synced_count: 0,
      consent: 1,
      shared_with_sds: 0,
      scope_tags: JSON.stringify(sent.roleScopeTagIds ?? ['0']),
      encryption_key: null,
      encryption_certificate: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return entityReply(call, containerEntity(created), 201)
}

const patchSchema = z.strictObject({
  '@odata.type': z.string().optional(),
  tokenName: z.string().nullable().optional(),
  appleIdentifier: z.string().nullable().optional(),
  roleScopeTagIds: z.array(z.string()).optional(),
})

async function update(call: GraphCall): Promise<GraphReply> {
  const before = await findProgramToken(call)
  const sent = readBody(call, patchSchema)
  const change = {
    token_name: sent.tokenName === undefined ? before.token_name : sent.tokenName,
    apple_identifier: sent.appleIdentifier === undefined ? before.apple_identifier : sent.appleIdentifier,
    scope_tags: sent.roleScopeTagIds === undefined ? before.scope_tags : JSON.stringify(sent.roleScopeTagIds),
    modified_at: call.tenant.clock.now(),
  }
  await call.tenant.db.updateTable('container').set(change).where('id', '=', before.id).execute()
  return entityReply(call, containerEntity({ ...before, ...change }))
}

async function remove(call: GraphCall): Promise<GraphReply> {
  const { id } = await findProgramToken(call)
  const { db } = call.tenant
  const profile = await db.selectFrom('profile').select('guid').where('container_id', '=', id).executeTakeFirst()
  const device = await db.selectFrom('identity').select('id').where('container_id', '=', id).executeTakeFirst()
  if (profile !== undefined || device !== undefined) throw refusedByIntune('The token still has devices or profiles')
  await db.transaction().execute(async (trx) => {
    for (const table of ['program_token', 'program_key', 'program_device', 'program_definition', 'policy'] as const)
      await trx.deleteFrom(table).where('container_id', '=', id).execute()
    await trx.deleteFrom('container').where('id', '=', id).execute()
  })
  return noContent
}

/**
 * A new pair each time; the newest one alone is waited for. The pair of the token in use stays until a token encrypted
 * to the new one has come, so that a renewal that is left half-way breaks nothing.
 */
async function generateKey(call: GraphCall): Promise<GraphReply> {
  const { id } = await findProgramToken(call)
  const pair = await certified([{ type: 'commonName', value: `${organizationName} token` }], null, {
    days: 365,
    keyUsage: ['digitalSignature', 'keyEncipherment'],
  })
  const key = { private_key: pair.privateKeyPem, certificate: pair.certificatePem }
  await call.tenant.db
    .insertInto('program_key')
    .values({ container_id: id, ...key })
    .onConflict((conflict) => conflict.column('container_id').doUpdateSet(key))
    .execute()
  return jsonReply(200, { '@odata.context': call.contextUrl, value: pair.certificatePem })
}

async function getKey(call: GraphCall): Promise<GraphReply> {
  const container = await findProgramToken(call)
  const certificate = (await waitingKey(call, container.id))?.certificatePem ?? container.encryption_certificate
  if (certificate === null) return generateKey(call)
  return jsonReply(200, { '@odata.context': call.contextUrl, value: certificate })
}

async function waitingKey(call: GraphCall, id: string): Promise<EnvelopeKey | null> {
  const row = await call.tenant.db
    .selectFrom('program_key')
    .selectAll()
    .where('container_id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : { privateKeyPem: row.private_key, certificatePem: row.certificate }
}

const uploadSchema = z.strictObject({ appleId: z.string().min(1), depToken: z.string().min(1) })

async function upload(call: GraphCall): Promise<GraphReply> {
  const container = await findProgramToken(call)
  const { appleId, depToken } = readBody(call, uploadSchema)
  const key = (await waitingKey(call, container.id)) ?? presentKey(container)
  const token = key === null ? null : openTokenFile(depToken, key)
  if (key === null || token === null)
    throw refusedByIntune('The token cannot be opened with the present encryption key')
  const { switches, clock } = call.tenant
  const otherId = container.expires_at !== null && container.apple_identifier?.toLowerCase() !== appleId.toLowerCase()
  if (otherId && switches.refuseOtherAppleId)
    throw refusedByIntune('The token must be renewed with the Apple ID it was made with')
  if (token.expiresAt <= clock.now()) throw refusedByIntune('The token has expired')
  await adoptToken(call.tenant, container.id, appleId, token, key).catch((error: unknown) => {
    if (error instanceof ProgramRefused) throw refusedByIntune(`Apple does not accept this token: ${error.code}`)
    if (error instanceof ProgramUnreachable) throw refusedByIntune('Apple cannot be reached to check this token')
    throw error
  })
  return noContent
}

function presentKey({
  encryption_key: privateKeyPem,
  encryption_certificate: certificatePem,
}: Container): EnvelopeKey | null {
  return privateKeyPem === null || certificatePem === null ? null : { privateKeyPem, certificatePem }
}

function share(shared: boolean) {
  return async (call: GraphCall): Promise<GraphReply> => {
    const container = await findContainer(call)
    if (container.token_type !== 'appleSchoolManager')
      throw refusedByIntune('Only tokens of Apple School Manager can be shared')
    await call.tenant.db
      .updateTable('container')
      .set({ shared_with_sds: shared ? 1 : 0 })
      .where('id', '=', container.id)
      .execute()
    return noContent
  }
}

/** This tenant has no volume purchase tokens. */
async function expiringTokens(call: GraphCall): Promise<GraphReply> {
  const before = Date.parse(call.params['expiringBeforeDateTime'] ?? '')
  if (Number.isNaN(before)) throw malformedRequest('expiringBeforeDateTime is not a date')
  return jsonReply(200, { '@odata.context': call.contextUrl, value: 0 })
}

const base = 'deviceManagement/depOnboardingSettings'
const common = { beta: true, family: 'enrollment' } as const

export const programTokenRoutes: readonly GraphRoute[] = [
  { ...common, method: 'POST', path: base, scopes: scopes.write, handle: create },
  { ...common, method: 'PATCH', path: `${base}/:tok`, scopes: scopes.write, handle: update },
  { ...common, method: 'DELETE', path: `${base}/:tok`, scopes: scopes.write, handle: remove },
  {
    ...common,
    method: 'POST',
    path: `${base}/:tok/generateEncryptionPublicKey`,
    scopes: scopes.write,
    handle: generateKey,
  },
  { ...common, method: 'GET', path: `${base}/:tok/getEncryptionPublicKey`, scopes: scopes.read, handle: getKey },
  { ...common, method: 'POST', path: `${base}/:tok/uploadDepToken`, scopes: scopes.write, handle: upload },
  {
    ...common,
    method: 'POST',
    path: `${base}/:tok/shareForSchoolDataSyncService`,
    scopes: scopes.write,
    handle: share(true),
  },
  {
    ...common,
    method: 'POST',
    path: `${base}/:tok/unshareForSchoolDataSyncService`,
    scopes: scopes.write,
    handle: share(false),
  },
  { ...common, method: 'GET', path: `${base}/getExpiringVppTokenCount`, scopes: scopes.read, handle: expiringTokens },
]

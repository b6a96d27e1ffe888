import { z } from 'zod'
import { AppError } from '../../../../../src-shared/errors.ts'
import { randomUuid } from '../../../../lib/crypto.ts'
import { openEnvelope } from '../../../../pki/cms-envelope.ts'
import { dayMs } from '../../clock.ts'
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
  await db.deleteFrom('container').where('id', '=', id).execute()
  return noContent
}

/** A new pair each time; what was encrypted to the older one cannot be opened any more. */
async function generateKey(call: GraphCall): Promise<GraphReply> {
  const { id } = await findProgramToken(call)
  const pair = await certified([{ type: 'commonName', value: `${organizationName} token` }], null, {
    days: 365,
    keyUsage: ['keyEncipherment'],
  })
  await call.tenant.db
    .updateTable('container')
    .set({ encryption_key: pair.privateKeyPem, encryption_certificate: pair.certificatePem })
    .where('id', '=', id)
    .execute()
  return jsonReply(200, { '@odata.context': call.contextUrl, value: pair.certificatePem })
}

async function getKey(call: GraphCall): Promise<GraphReply> {
  const container = await findProgramToken(call)
  if (container.encryption_certificate === null) return generateKey(call)
  return jsonReply(200, { '@odata.context': call.contextUrl, value: container.encryption_certificate })
}

const uploadSchema = z.strictObject({ appleId: z.string().min(1), depToken: z.string().min(1) })
const yearMs = 365 * dayMs

async function upload(call: GraphCall): Promise<GraphReply> {
  const container = await findProgramToken(call)
  const { appleId, depToken } = readBody(call, uploadSchema)
  if (!opens(container, depToken)) throw refusedByIntune('The token cannot be opened with the present encryption key')
  const renewedByOther =
    container.expires_at !== null && container.apple_identifier?.toLowerCase() !== appleId.toLowerCase()
  if (renewedByOther) throw refusedByIntune('The token must be renewed with the Apple ID it was made with')
  const now = call.tenant.clock.now()
  await call.tenant.db
    .updateTable('container')
    .set({ apple_identifier: appleId, expires_at: now + yearMs, modified_at: now })
    .where('id', '=', container.id)
    .execute()
  return noContent
}

/** Apple's .p7m is S/MIME: headers, a blank line, base64 of an envelope. The bare base64 is taken as well. */
function opens(container: Container, depToken: string): boolean {
  if (container.encryption_key === null || container.encryption_certificate === null) return false
  const base64 = depToken.replace(/^[\s\S]*?\r?\n\r?\n/, '').replaceAll(/\s/g, '')
  try {
    openEnvelope(Buffer.from(base64, 'base64'), {
      certificatePem: container.encryption_certificate,
      privateKeyPem: container.encryption_key,
    })
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
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

import { randomUuid } from '../../../lib/crypto.ts'
import type { Program } from '../dep/program.ts'
import { findOrganization } from '../dep/program.ts'
import type { PushCertificate } from '../dep/store/schema.ts'
import { issuePushCertificate, pushAuthorities } from './authority.ts'
import { PushRequestRefusal, readPushRequest } from './request-file.ts'

const yearMs = 365 * 24 * 3_600_000

/** What the signed-in Apple Account has made; another account sees none of it. */
export async function listPushCertificates(program: Program): Promise<readonly PushCertificate[]> {
  const { administrator } = await findOrganization(program.db)
  return program.db
    .selectFrom('push_certificate')
    .selectAll()
    .where('apple_id', '=', administrator.toLowerCase())
    .orderBy('seq')
    .execute()
}

/**
 * A certificate for a vendor-signed request: with a topic of its own, or as the renewal of another one, whose topic it
 * keeps. Only the account that made a certificate can renew it.
 * @throws PushRequestRefusal
 */
export async function makePushCertificate(
  program: Program,
  file: string,
  renewed: number | null,
): Promise<PushCertificate> {
  const { vendors } = await pushAuthorities(program.db)
  const publicKeyPem = readPushRequest(file, vendors.certificatePem)
  const before = (await listPushCertificates(program)).find(({ seq }) => seq === renewed)
  if (renewed !== null && before === undefined)
    throw new PushRequestRefusal('This Apple Account has made no such certificate.')
  const { administrator } = await findOrganization(program.db)
  const topic = before?.topic ?? `com.apple.mgmt.External.${randomUuid()}`
  const now = program.clock.now()
  const certificate = {
    apple_id: administrator.toLowerCase(),
    topic,
    certificate_pem: await issuePushCertificate(program.db, topic, publicKeyPem, now),
    created_at: now,
    expires_at: now + yearMs,
  }
  if (before === undefined)
    return program.db.insertInto('push_certificate').values(certificate).returningAll().executeTakeFirstOrThrow()
  await program.db.updateTable('push_certificate').set(certificate).where('seq', '=', before.seq).execute()
  return { ...before, ...certificate }
}

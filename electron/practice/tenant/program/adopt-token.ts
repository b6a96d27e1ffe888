import type { EnvelopeKey } from '../../../pki/cms-envelope.ts'
import type { Tenant } from '../tenant.ts'
import { programClient, readAccount } from './sync.ts'
import type { ServerToken } from './token-file.ts'

/**
 * Takes a token into use once Apple has answered to it, together with the key it was encrypted to; before that nothing
 * changes. A token of another MDM server starts from the beginning: its cursor would mean nothing there.
 * @throws ProgramRefused, ProgramUnreachable
 */
export async function adoptToken(
  tenant: Tenant,
  containerId: string,
  appleId: string,
  token: ServerToken,
  key: EnvelopeKey,
): Promise<void> {
  const secrets = {
    container_id: containerId,
    consumer_key: token.consumerKey,
    consumer_secret: token.consumerSecret,
    access_token: token.accessToken,
    access_secret: token.accessSecret,
  }
  const unused = { server_uuid: null, cursor: null, full_at: null, next_full: 0 }
  const account = await readAccount(programClient(tenant, { ...secrets, ...unused }))
  await tenant.db.transaction().execute(async (trx) => {
    const before = await trx
      .selectFrom('program_token')
      .selectAll()
      .where('container_id', '=', containerId)
      .executeTakeFirst()
    const progress = before?.server_uuid === account.server_uuid ? {} : unused
    const row = { ...secrets, ...progress, server_uuid: account.server_uuid }
    await trx
      .insertInto('program_token')
      .values({ ...unused, ...row })
      .onConflict((conflict) => conflict.column('container_id').doUpdateSet(row))
      .execute()
    await trx.deleteFrom('program_key').where('container_id', '=', containerId).execute()
    const container = await trx
      .selectFrom('container')
      .select('token_name')
      .where('id', '=', containerId)
      .executeTakeFirstOrThrow()
    await trx
      .updateTable('container')
      .set({
        apple_identifier: appleId,
        token_name: container.token_name ?? account.server_name ?? null,
        expires_at: token.expiresAt,
        modified_at: tenant.clock.now(),
        sync_error: 0,
        encryption_key: key.privateKeyPem,
        encryption_certificate: key.certificatePem,
      })
      .where('id', '=', containerId)
      .execute()
  })
}

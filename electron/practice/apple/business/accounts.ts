import { randomUuid } from '../../../lib/crypto.ts'
import { generateEs256Key } from '../../../lib/es256.ts'
import type { Program } from '../dep/program.ts'
import type { ApiAccount } from '../dep/store/schema.ts'

/** A new account without a key, as the portal makes it. @returns its client ID */
export async function addApiAccount(program: Program, name: string): Promise<string> {
  const clientId = `BUSINESSAPI.${randomUuid()}`
  await program.db
    .insertInto('api_account')
    .values({ client_id: clientId, name, key_id: null, public_key_pem: null, created_at: program.clock.now() })
    .execute()
  return clientId
}

/** A fresh key; the one before is void. The private half is handed out this once and kept nowhere. */
export async function renewApiKey(
  program: Program,
  clientId: string,
): Promise<{ readonly keyId: string; readonly privateKeyPem: string }> {
  const { privateKeyPem, publicKeyPem } = await generateEs256Key()
  const keyId = randomUuid()
  await program.db
    .updateTable('api_account')
    .set({ key_id: keyId, public_key_pem: publicKeyPem })
    .where('client_id', '=', clientId)
    .execute()
  program.apiTokens.end(clientId)
  return { keyId, privateKeyPem }
}

/** Nobody gets in with the key any more. */
export async function revokeApiKey(program: Program, clientId: string): Promise<void> {
  await program.db
    .updateTable('api_account')
    .set({ key_id: null, public_key_pem: null })
    .where('client_id', '=', clientId)
    .execute()
  program.apiTokens.end(clientId)
}

export function findApiAccount(program: Program, clientId: string): Promise<ApiAccount | undefined> {
  return program.db.selectFrom('api_account').selectAll().where('client_id', '=', clientId).executeTakeFirst()
}

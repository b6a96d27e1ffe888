import { sha1 } from '../../lib/crypto.ts'
import { certificateFacts, rsaPublicNumbers } from '../../lib/crypto-keys.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { certified, organizationName } from '../tenant/world.ts'

export type SigningKey = { readonly kid: string; readonly privateKeyPem: string; readonly certificatePem: string }

const rowName = 'sign-in-key'
const known = new WeakMap<Tenant, Promise<SigningKey>>()

/** What signs this tenant's tokens: made when the first one is asked for, the same ever after. */
export function signingKey(tenant: Tenant): Promise<SigningKey> {
  const key = known.get(tenant) ?? loadOrMake(tenant)
  known.set(tenant, key)
  return key
}

async function loadOrMake(tenant: Tenant): Promise<SigningKey> {
  const row = await tenant.db.selectFrom('world').select('value').where('name', '=', rowName).executeTakeFirst()
  if (row !== undefined) return JSON.parse(row.value) as SigningKey
  const { certificatePem, privateKeyPem } = await certified(
    [
      { type: 'organizationName', value: organizationName },
      { type: 'commonName', value: 'Slipway Practice Sign-in' },
    ],
    null,
    { days: 1825, basicConstraints: { ca: false, critical: true }, keyUsage: ['digitalSignature'] },
  )
  const kid = sha1(certificateFacts(certificatePem).der).toString('base64url')
  const key: SigningKey = { kid, privateKeyPem, certificatePem }
  await tenant.db
    .insertInto('world')
    .values({ name: rowName, value: JSON.stringify(key) })
    .execute()
  return key
}

/** RFC 7517, with the members Entra publishes. */
export async function jwks(tenant: Tenant, issuer: string): Promise<{ readonly keys: readonly object[] }> {
  const { kid, certificatePem } = await signingKey(tenant)
  const facts = certificateFacts(certificatePem)
  const numbers = rsaPublicNumbers(facts.publicKeyPem)
  return {
    keys: [
      { kty: 'RSA', use: 'sig', kid, x5t: kid, ...numbers, x5c: [facts.der.toString('base64')], alg: 'RS256', issuer },
    ],
  }
}

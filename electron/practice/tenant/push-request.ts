import { certificateFacts, generateRsaKey, publicKeyFacts, rsaSignDigest } from '../../lib/crypto-keys.ts'
import type { RsaKeyPair } from '../../lib/crypto-keys.ts'
import { writePlist } from '../../apple/plist/write.ts'
import { createCsr } from '../../pki/csr.ts'
import { issueVendorCertificate } from '../apple/push/authority.ts'
import type { TenantDatabase } from './store/open.ts'
import type { Tenant } from './tenant.ts'
import { organizationName } from './world.ts'

const requestName = 'pushRequest'
const vendorName = 'pushVendor'

type Vendor = { readonly privateKeyPem: string; readonly chainPem: string }

/**
 * The file for Apple's portal: a request for this tenant's key, signed by the maker of the MDM server, as Apple takes it
 * (base64 of a property list). Until a certificate for it came, every request is for the same key.
 */
export async function makePushRequest(tenant: Tenant): Promise<string> {
  const { privateKeyPem, publicKeyPem } = await remembered(tenant.db, requestName, generateRsaKey)
  // Makers of MDM servers get this from Apple once, long before any customer comes.
  const vendor = await remembered<Vendor>(tenant.db, vendorName, () =>
    issueVendorCertificate(tenant.program.db, 'Slipway Practice Intune'),
  )
  const der = createCsr({ subject: [{ type: 'commonName', value: organizationName }], privateKeyPem, publicKeyPem })
  const list = writePlist({
    PushCertRequestCSR: der.toString('base64'),
    PushCertCertificateChain: vendor.chainPem,
    PushCertSignature: rsaSignDigest(vendor.privateKeyPem, 'sha256', der).toString('base64'),
  })
  return list.toString('base64')
}

/** Whether a certificate is for the key of the last request, or still for that of the present certificate. */
export async function isOfPushRequest(
  db: TenantDatabase,
  certificatePem: string,
  presentPem: string | null,
): Promise<boolean> {
  const given = spkiOf(certificateFacts(certificatePem).publicKeyPem)
  const request = await find<RsaKeyPair>(db, requestName)
  const known = [request?.publicKeyPem, presentPem === null ? undefined : certificateFacts(presentPem).publicKeyPem]
  return known.some((key) => key !== undefined && spkiOf(key).equals(given))
}

/** Its certificate came: the next request is for a key of its own. */
export async function forgetPushRequest(db: TenantDatabase): Promise<void> {
  await db.deleteFrom('world').where('name', '=', requestName).execute()
}

async function remembered<T>(db: TenantDatabase, name: string, make: () => Promise<T>): Promise<T> {
  const known = await find<T>(db, name)
  if (known !== null) return known
  const made = await make()
  await db
    .insertInto('world')
    .values({ name, value: JSON.stringify(made) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return (await find<T>(db, name)) ?? made
}

async function find<T>(db: TenantDatabase, name: string): Promise<T | null> {
  const row = await db.selectFrom('world').select('value').where('name', '=', name).executeTakeFirst()
  return row === undefined ? null : (JSON.parse(row.value) as T)
}

function spkiOf(publicKeyPem: string): Buffer {
  return publicKeyFacts(publicKeyPem).spkiDer
}

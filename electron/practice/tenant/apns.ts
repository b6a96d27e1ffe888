import { randomUuid } from '../../lib/crypto.ts'
import { certificateFacts } from '../../lib/crypto-keys.ts'
import { certificateFields } from '../../pki/certificate-fields.ts'
import { readBer } from '../../pki/ber.ts'
import { readName } from '../../pki/name.ts'
import { isoTime } from './clock.ts'
import type { TenantDatabase } from './store/open.ts'
import type { Tenant } from './tenant.ts'
import { certified, organizationName } from './world.ts'

/** The Apple MDM push certificate as Intune knows it; the certificate itself is never shown. */
export type ApnsCertificate = {
  readonly appleIdentifier: string
  readonly topicIdentifier: string
  readonly lastModifiedDateTime: string
  readonly expirationDateTime: string
  readonly certificateSerialNumber: string
  readonly certificatePem: string
}

export async function findApns(db: TenantDatabase): Promise<ApnsCertificate | null> {
  const row = await db.selectFrom('apns').select('body').where('id', '=', 1).executeTakeFirst()
  return row === undefined ? null : (JSON.parse(row.body) as ApnsCertificate)
}

/** Present and not expired: without it nothing can be managed. */
export async function usableApns(tenant: Tenant): Promise<ApnsCertificate | null> {
  const apns = await findApns(tenant.db)
  return apns !== null && Date.parse(apns.expirationDateTime) > tenant.clock.now() ? apns : null
}

export async function storeApns(db: TenantDatabase, apns: ApnsCertificate | null): Promise<void> {
  await db.deleteFrom('apns').execute()
  if (apns !== null)
    await db
      .insertInto('apns')
      .values({ id: 1, body: JSON.stringify(apns) })
      .execute()
}

/** The UID in the subject of a push certificate is the topic of the MDM. Null when it is no such certificate. */
export function topicOf(certificatePem: string): string | null {
  const name = readName(readBer(certificateFields(certificatePem).subject))
  const uid = name.find((part) => part.type === 'userId')?.value ?? ''
  return uid.startsWith('com.apple.mgmt.') ? uid : null
}

/** @throws TypeError when the certificate has no topic */
export function apnsFrom(certificatePem: string, appleIdentifier: string, now: number): ApnsCertificate {
  const topicIdentifier = topicOf(certificatePem)
  if (topicIdentifier === null) throw new TypeError('a push certificate has its topic in its subject')
  const facts = certificateFacts(certificatePem)
  return {
    appleIdentifier,
    topicIdentifier,
    lastModifiedDateTime: isoTime(now),
    expirationDateTime: facts.notAfter.toISOString(),
    certificateSerialNumber: facts.serialHex,
    certificatePem,
  }
}

/** A push certificate of our own making, since nothing here talks to Apple. */
export async function makeApns(days: number, now: number): Promise<ApnsCertificate> {
  const topic = `com.apple.mgmt.External.${randomUuid()}`
  const { certificatePem } = await certified(
    [
      { type: 'userId', value: topic },
      { type: 'commonName', value: `APSP:${topic.slice(-36)}` },
      { type: 'organizationName', value: organizationName },
    ],
    null,
    { days, keyUsage: ['digitalSignature'], extKeyUsage: ['clientAuth'] },
  )
  return apnsFrom(certificatePem, 'mdm-push@contoso.example', now)
}

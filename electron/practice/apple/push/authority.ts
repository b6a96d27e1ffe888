import { generateRsaKey } from '../../../lib/crypto-keys.ts'
import type { NamePart } from '../../../pki/name.ts'
import { issueCertificate } from '../../../pki/certificate.ts'
import type { CertificateRequest } from '../../../pki/certificate.ts'
import type { ProgramDatabase } from '../dep/store/open.ts'

type Authority = { readonly certificatePem: string; readonly privateKeyPem: string }
/** Who signs vendors of MDM servers, and who signs push certificates. */
export type PushAuthorities = { readonly vendors: Authority; readonly push: Authority }

const settingName = 'pushAuthorities'
const dayMs = 24 * 3_600_000

/** Reads both, or makes them at the first need. */
export async function pushAuthorities(db: ProgramDatabase): Promise<PushAuthorities> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', settingName).executeTakeFirst()
  if (row !== undefined) return JSON.parse(row.value) as PushAuthorities
  const [vendors, push] = await Promise.all([
    authority('Slipway Practice Vendor Certification Authority'),
    authority('Slipway Practice Push Certification Authority'),
  ])
  const value = JSON.stringify({ vendors, push })
  await db
    .insertInto('setting')
    .values({ name: settingName, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return pushAuthorities(db)
}

/** What the maker of an MDM server got from Apple once: with it requests of its customers are signed. */
export async function issueVendorCertificate(
  db: ProgramDatabase,
  name: string,
): Promise<Authority & { readonly chainPem: string }> {
  const { vendors } = await pushAuthorities(db)
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const subject = [{ type: 'commonName', value: `MDM Vendor: ${name}` }] as const
  const certificatePem = signed(subject, publicKeyPem, vendors, 3650)
  return { certificatePem, privateKeyPem, chainPem: `${certificatePem.trim()}\n${vendors.certificatePem.trim()}\n` }
}

/** Apple: a push certificate is good for a year; its topic is the UID of its subject. */
export async function issuePushCertificate(db: ProgramDatabase, topic: string, publicKeyPem: string, now: number) {
  const { push } = await pushAuthorities(db)
  const subject = [
    { type: 'userId', value: topic },
    { type: 'commonName', value: `APSP:${topic.slice(-36)}` },
    { type: 'countryName', value: 'US' },
  ] as const
  return signed(subject, publicKeyPem, push, 365, now, { extKeyUsage: ['clientAuth'] })
}

async function authority(name: string): Promise<Authority> {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const now = Date.now()
  const { pem } = issueCertificate({
    subject: [{ type: 'commonName', value: name }],
    issuer: null,
    privateKeyPem,
    publicKeyPem,
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + 3650 * dayMs),
    basicConstraints: { ca: true, critical: true },
    keyUsage: ['keyCertSign', 'cRLSign'],
  })
  return { certificatePem: pem, privateKeyPem }
}

function signed(
  subject: readonly NamePart[],
  publicKeyPem: string,
  issuer: Authority,
  days: number,
  now = Date.now(),
  more: Pick<CertificateRequest, 'extKeyUsage'> = {},
): string {
  return issueCertificate({
    ...more,
    subject,
    issuer,
    publicKeyPem,
    notBefore: new Date(now - 3_600_000),
    notAfter: new Date(now + days * dayMs),
    keyUsage: ['digitalSignature'],
  }).pem
}

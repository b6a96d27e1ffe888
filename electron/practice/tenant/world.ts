import { randomBytes, randomUuid } from '../../lib/crypto.ts'
import { certificateFacts, generateRsaKey } from '../../lib/crypto-keys.ts'
import { issueCertificate } from '../../pki/certificate.ts'
import type { CertificateRequest, NamePart } from '../../pki/certificate.ts'
import { dayMs } from './clock.ts'
import type { TenantDatabase } from './store/open.ts'

/** A certificate and its key, PEM. Practice keys protect nothing, so they lie in the tenant's file as they are. */
export type KeyedCertificate = { readonly certificatePem: string; readonly privateKeyPem: string }

/** What makes this practice world itself: made at its first start, the same ever after. */
export type World = {
  readonly tenantId: string
  /** Graph's intuneAccountId, also the id of the container of Apple Configurator. */
  readonly accountId: string
  /** Signs skip tokens. */
  readonly cursorKeyHex: string
  /** What devices must trust: root of the https certificate. */
  readonly root: KeyedCertificate
  readonly https: KeyedCertificate
  /** Issues device identities by SCEP and signs the challenge inside exported profiles. */
  readonly deviceCa: KeyedCertificate
  /** Signs profiles; its chain ends at the practice root. */
  readonly profileSigner: KeyedCertificate
}

export const organizationName = 'Contoso Practice'

/** Reads the world of this database, or makes it (a second or two: five RSA keys). */
export async function loadWorld(db: TenantDatabase): Promise<World> {
  const row = await db.selectFrom('world').select('value').where('name', '=', 'world').executeTakeFirst()
  const world = row === undefined ? await makeWorld() : await withFreshHttps(JSON.parse(row.value) as World)
  await db
    .insertInto('world')
    .values({ name: 'world', value: JSON.stringify(world) })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: JSON.stringify(world) }))
    .execute()
  return world
}

async function makeWorld(): Promise<World> {
  const root = await certified([...organization, { type: 'commonName', value: 'Slipway Practice Root' }], null, caShape)
  const [https, deviceCa, profileSigner] = await Promise.all([
    makeHttps(root),
    certified([...organization, { type: 'commonName', value: 'Slipway Practice MDM Device CA' }], null, deviceCaShape),
    certified([...organization, { type: 'commonName', value: 'Slipway Practice Profile Signing' }], root, signerShape),
  ])
  return {
    tenantId: randomUuid(),
    accountId: randomUuid(),
    cursorKeyHex: randomBytes(32).toString('hex'),
    root,
    https,
    deviceCa,
    profileSigner,
  }
}

async function withFreshHttps(world: World): Promise<World> {
  const daysLeft = (certificateFacts(world.https.certificatePem).notAfter.getTime() - Date.now()) / dayMs
  return daysLeft > 30 ? world : { ...world, https: await makeHttps(world.root) }
}

/** Apple devices refuse a server certificate of more than 825 days, even below a root of one's own. */
function makeHttps(root: KeyedCertificate): Promise<KeyedCertificate> {
  return certified([...organization, { type: 'commonName', value: 'localhost' }], root, {
    days: 397,
    basicConstraints: { ca: false, critical: true },
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extKeyUsage: ['serverAuth'],
    altNames: { dns: ['localhost'], ip: ['127.0.0.1'] },
  })
}

const organization: readonly NamePart[] = [{ type: 'organizationName', value: organizationName }]

type Shape = Pick<CertificateRequest, 'basicConstraints' | 'keyUsage' | 'extKeyUsage' | 'altNames'> & {
  readonly days: number
}

const caShape: Shape = {
  days: 3650,
  basicConstraints: { ca: true, critical: true },
  keyUsage: ['keyCertSign', 'cRLSign'],
}

/** One certificate for signing, issuing and decrypting: SCEP clients then need no separate registration authority. */
const deviceCaShape: Shape = {
  days: 3650,
  basicConstraints: { ca: true, critical: true },
  keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign', 'cRLSign'],
}

const signerShape: Shape = {
  days: 1825,
  basicConstraints: { ca: false, critical: true },
  keyUsage: ['digitalSignature'],
  extKeyUsage: ['emailProtection'],
}

/** A fresh key and its certificate, self-signed when there is no issuer. Valid from an hour ago, for clocks that differ. */
export async function certified(
  subject: readonly NamePart[],
  issuer: KeyedCertificate | null,
  { days, ...shape }: Shape,
): Promise<KeyedCertificate> {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const { pem } = issueCertificate({
    ...shape,
    subject,
    issuer,
    privateKeyPem,
    publicKeyPem,
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + days * dayMs),
    subjectKeyIdentifier: true,
  })
  return { certificatePem: pem, privateKeyPem }
}

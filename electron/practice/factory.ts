/** Where practice devices come from: the two authorities that cart, tenant and activation service have in common. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'
import { randomUuid } from '../lib/crypto.ts'
import { generateRsaKey } from '../lib/crypto-keys.ts'
import { issueCertificate } from '../pki/certificate.ts'

/** A certificate authority of the practice world, PEM. */
export type Authority = { readonly certificatePem: string; readonly privateKeyPem: string }

export type Factory = {
  /** Names this practice world; devices show it as the lockdown value `SlipwayPractice`. */
  readonly worldId: string
  /** Issues the built-in identity of every practice device. */
  readonly deviceCa: Authority
  /** Signs activation records. */
  readonly activationCa: Authority
}

const authorities = { deviceCa: 'Slipway Practice Device CA', activationCa: 'Slipway Practice Activation CA' } as const
const fileNames = { deviceCa: 'device-ca', activationCa: 'activation-ca' } as const

/**
 * The factory kept in `home`; made by whoever comes first, so that two processes starting together end
 * up with the same one. Key files are readable by their owner only.
 * @throws AppError `practice.dataUnusable` when something else lies there; the file system's own errors
 */
export async function ensureFactory(home: string): Promise<Factory> {
  const known = await readFactory(home)
  if (known !== null) return known
  await mkdir(dirname(home), { recursive: true, mode: 0o700 })
  const draft = join(dirname(home), `.factory-${randomUuid()}`)
  await writeFactory(draft)
  try {
    // A directory takes the place of nothing at all or fails: nobody sees half a factory.
    await rename(draft, home)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    const other = await readFactory(home)
    if (other === null) throw new AppError('practice.dataUnusable', { path: home }, { cause: error })
    return other
  }
  const made = await readFactory(home)
  if (made === null) throw new Error('the factory vanished while it was made')
  return made
}

async function readFactory(home: string): Promise<Factory | null> {
  try {
    return {
      worldId: (await readFile(join(home, 'world-id'), 'utf8')).trim(),
      deviceCa: await readAuthority(home, fileNames.deviceCa),
      activationCa: await readAuthority(home, fileNames.activationCa),
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function readAuthority(home: string, name: string): Promise<Authority> {
  const [certificatePem, privateKeyPem] = await Promise.all([
    readFile(join(home, `${name}.pem`), 'utf8'),
    readFile(join(home, `${name}.key.pem`), 'utf8'),
  ])
  return { certificatePem, privateKeyPem }
}

async function writeFactory(draft: string): Promise<void> {
  await mkdir(draft, { mode: 0o700 })
  const made = await Promise.all((['deviceCa', 'activationCa'] as const).map((kind) => makeAuthority(kind)))
  for (const { name, certificatePem, privateKeyPem } of made) {
    await writeFile(join(draft, `${name}.pem`), certificatePem, { mode: 0o600 })
    await writeFile(join(draft, `${name}.key.pem`), privateKeyPem, { mode: 0o600 })
  }
  await writeFile(join(draft, 'world-id'), `${randomUuid()}\n`, { mode: 0o600 })
}

async function makeAuthority(kind: keyof typeof authorities): Promise<Authority & { readonly name: string }> {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const certificate = issueCertificate({
    subject: [
      { type: 'organizationName', value: 'Slipway Practice' },
      { type: 'commonName', value: authorities[kind] },
    ],
    issuer: null,
    privateKeyPem,
    publicKeyPem,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 20 * 365 * 24 * 3600_000),
    basicConstraints: { ca: true, critical: true },
    keyUsage: ['keyCertSign', 'cRLSign', 'digitalSignature'],
    subjectKeyIdentifier: true,
  })
  return { name: fileNames[kind], certificatePem: certificate.pem, privateKeyPem }
}

import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'
import { buildProfile } from './mobileconfig.ts'
import { rootCertificatePayloads } from './root-certificates.ts'
import { signProfile } from './sign.ts'
import type { ProfileSigner } from './sign.ts'

/** A name is a file name without its end; nothing in it leads out of the folder. */
export const nameForm = /^\w[\w .-]{0,79}$/
const certificateEnds = ['pem', 'cer', 'crt'] as const

/**
 * A profile of the vault by its name: NAME.mobileconfig as it is, or, from certificates in NAME.pem, NAME.cer or
 * NAME.crt, a signed profile that makes devices trust them.
 * @throws AppError 'stage.profileMissing', 'certificate.invalid'
 */
export async function readVault(
  directory: string,
  name: string,
  organization: ProfileSigner & { readonly name: string },
): Promise<Uint8Array> {
  if (!nameForm.test(name)) throw new AppError('stage.profileMissing', { name })
  const profile = await readOrNull(join(directory, `${name}.mobileconfig`))
  if (profile !== null) return profile
  for (const end of certificateEnds) {
    const found = await readOrNull(join(directory, `${name}.${end}`))
    if (found === null) continue
    const built = buildProfile({
      identifier: `app.slipway.roots.${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
      displayName: name,
      organization: organization.name,
      payloads: rootCertificatePayloads(certificatesIn(found)),
    })
    return signProfile(built, organization)
  }
  throw new AppError('stage.profileMissing', { name })
}

/** Where the app NAME.ipa lies. @throws AppError 'plan.appMissing' */
export async function vaultApp(directory: string, name: string): Promise<string> {
  const path = join(directory, `${name}.ipa`)
  if (!nameForm.test(name) || !(await isThere(path))) throw new AppError('plan.appMissing', { name })
  return path
}

/** The ends a picture's file may have, and what each begins with. */
const pictureKinds = [
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['jpeg', [0xff, 0xd8, 0xff]],
] as const

/** NAME.png, NAME.jpg or NAME.jpeg. @throws AppError 'plan.pictureMissing', 'device.imageUnknown' */
export async function readPicture(directory: string, name: string): Promise<Uint8Array> {
  if (!nameForm.test(name)) throw new AppError('plan.pictureMissing', { name })
  for (const [end, beginning] of pictureKinds) {
    const found = await readOrNull(join(directory, `${name}.${end}`))
    if (found === null) continue
    if (!beginning.every((byte, at) => found[at] === byte)) throw new AppError('device.imageUnknown')
    return found
  }
  throw new AppError('plan.pictureMissing', { name })
}

/** Folders of the data directory. */
export const folders = { profile: 'profiles', app: 'apps', picture: 'pictures' } as const
export type VaultKind = keyof typeof folders

/** The ends that files of a kind may have. */
export function vaultEnds(kind: VaultKind): readonly string[] {
  if (kind === 'app') return ['ipa']
  return kind === 'picture' ? pictureKinds.map(([end]) => end) : ['mobileconfig', ...certificateEnds]
}

/** Whether a file of the vault is there, without reading it. */
export async function isInVault(directory: string, name: string, kind: VaultKind): Promise<boolean> {
  if (!nameForm.test(name)) return false
  const there = await Promise.all(vaultEnds(kind).map((end) => isThere(join(directory, `${name}.${end}`))))
  return there.includes(true)
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** A PEM file may hold several; anything else is one certificate in DER. */
function certificatesIn(bytes: Buffer): readonly (string | Uint8Array)[] {
  const pems = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
  return pems ?? [bytes]
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new AppError(
      'app.fileUnreadable',
      { path, reason: String((error as NodeJS.ErrnoException).code) },
      { cause: error },
    )
  }
}

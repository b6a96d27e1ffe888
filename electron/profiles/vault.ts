import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'
import { buildProfile } from './mobileconfig.ts'
import { rootCertificatePayloads } from './root-certificates.ts'
import { signProfile } from './sign.ts'
import type { ProfileSigner } from './sign.ts'

/** A name is a file name without its end; nothing in it leads out of the folder. */
const nameForm = /^\w[\w .-]{0,79}$/
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

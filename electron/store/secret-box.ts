import { readFileSync } from 'node:fs'
import { AppError } from '../../src-shared/errors.ts'
import { openAesGcm, randomBytes, scryptKey, sealAesGcm } from '../lib/crypto.ts'
import { writeWhole } from '../lib/write-whole.ts'

/** Seals what must not lie on disk in clear. The name is bound to the content: a sealed value cannot stand for another. */
export type SecretBox = {
  readonly seal: (name: string, plain: Uint8Array) => Buffer
  /** @throws AppError `secrets.damaged` */
  readonly open: (name: string, sealed: Uint8Array) => Buffer
}

export type SecretKeySource =
  /** A file with 32 random bytes, made at first use, readable by its owner only. */
  | { readonly kind: 'keyFile'; readonly path: string }
  /** Derived with scrypt; the salt lies beside, in clear, in `saltPath`. */
  | { readonly kind: 'passphrase'; readonly passphrase: string; readonly saltPath: string }

/** @throws AppError `app.fileUnreadable`, `app.fileUnwritable`, `app.diskFull`, `secrets.damaged` */
export async function openSecretBox(source: SecretKeySource): Promise<SecretBox> {
  const key = await readKey(source)
  return {
    seal: (name, plain) => sealAesGcm(key, plain, name),
    open: (name, sealed) => {
      try {
        return openAesGcm(key, sealed, name)
      } catch (error) {
        throw new AppError('secrets.damaged', { name }, { cause: error })
      }
    },
  }
}

async function readKey(source: SecretKeySource): Promise<Buffer> {
  if (source.kind === 'keyFile') return readOrMake(source.path, 32)
  return scryptKey(source.passphrase, readOrMake(source.saltPath, 16))
}

function readOrMake(path: string, size: number): Buffer {
  try {
    const found = readFileSync(path)
    if (found.length !== size) throw new AppError('secrets.damaged', { name: path })
    return found
  } catch (error) {
    if (error instanceof AppError) throw error
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new AppError(
        'app.fileUnreadable',
        { path, reason: String((error as NodeJS.ErrnoException).code) },
        { cause: error },
      )
    }
  }
  const made = randomBytes(size)
  writeWhole(path, made)
  return made
}

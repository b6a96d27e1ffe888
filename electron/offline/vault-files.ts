import { mkdir, readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import { fileTrouble } from '../lib/file-trouble.ts'
import { writeWhole } from '../lib/write-whole.ts'

/** A file name of the vault with its end; nothing in it leads out of the folder. */
const fileName = z.string().regex(/^\w[\w .-]{0,79}\.(mobileconfig|pem|cer|crt)$/)

/** One file of the vault, whole. */
export const vaultFile = z.object({ name: fileName, bytes: z.base64().max(1_400_000) })
export type VaultFile = z.infer<typeof vaultFile>

const maxBytes = 1024 * 1024

/**
 * The files behind these vault names; others stay at home.
 * @throws AppError `app.fileUnreadable`, also for one that is too large
 */
export async function readVaultFiles(directory: string, names: ReadonlySet<string>): Promise<readonly VaultFile[]> {
  const present = await readdir(directory).catch(() => [])
  const wanted = present.filter(
    (name) => names.has(name.slice(0, -extname(name).length)) && fileName.safeParse(name).success,
  )
  return Promise.all(wanted.map((name) => readOne(directory, name)))
}

/** @throws AppError `app.fileUnwritable`, `app.diskFull` */
export async function writeVaultFiles(directory: string, files: readonly VaultFile[]): Promise<void> {
  if (files.length === 0) return
  await mkdir(directory, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw fileTrouble(directory, error)
  })
  for (const { name, bytes } of files) writeWhole(join(directory, name), Buffer.from(bytes, 'base64'))
}

async function readOne(directory: string, name: string): Promise<VaultFile> {
  const path = join(directory, name)
  try {
    const bytes = await readFile(path)
    if (bytes.length <= maxBytes) return { name, bytes: bytes.toString('base64') }
  } catch (error) {
    throw new AppError('app.fileUnreadable', { path, reason: 'read' }, { cause: error })
  }
  throw new AppError('app.fileUnreadable', { path, reason: '> 1 MB' })
}

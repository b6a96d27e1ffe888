import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'
import { folders, nameForm, vaultEnds } from './vault.ts'
import type { VaultKind } from './vault.ts'

/** The names that a blueprint may use of one kind, sorted. A folder that nobody made yet is empty. */
export async function listVault(dataDir: string, kind: VaultKind): Promise<string[]> {
  const path = join(dataDir, folders[kind])
  const files = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new AppError('app.fileUnreadable', { path, reason: String(error.code) }, { cause: error })
  })
  const names = files.flatMap((file) => {
    const dot = file.lastIndexOf('.')
    const name = file.slice(0, dot)
    return dot > 0 && vaultEnds(kind).includes(file.slice(dot + 1)) && nameForm.test(name) ? [name] : []
  })
  return [...new Set(names)].toSorted((left, right) => left.localeCompare(right))
}

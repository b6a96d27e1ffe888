import { readFile, stat, writeFile } from 'node:fs/promises'
import { AppError } from '../../../src-shared/errors.ts'

/** What travels inside a message of the contract. */
const megabytes = 2

/** A small file as base64. @throws AppError `app.fileUnreadable`, `device.fileTooLarge` */
export async function readBase64(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > megabytes * 1024 * 1024)
      throw new AppError('device.fileTooLarge', { path, megabytes })
    return await readFile(path, 'base64')
  } catch (error) {
    throw error instanceof AppError
      ? error
      : new AppError('app.fileUnreadable', reasonOf(path, error), { cause: error })
  }
}

/** @throws AppError `app.fileUnwritable` */
export async function saveBase64(path: string, base64: string): Promise<void> {
  try {
    await writeFile(path, base64, 'base64')
  } catch (error) {
    throw new AppError('app.fileUnwritable', reasonOf(path, error), { cause: error })
  }
}

function reasonOf(path: string, error: unknown): { readonly path: string; readonly reason: string } {
  return { path, reason: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' }
}

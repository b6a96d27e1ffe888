import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'

/** Less than this left, and what failed for want of a page of the file system failed for want of room. */
const nothingLeftBytes = 64 * 1024

/**
 * A file that could not be made or written, in words that say what to do; an AppError stays what it is.
 * @param error from node:fs or node:sqlite
 * @returns `app.diskFull`, `app.fileDamaged` or `app.fileUnwritable`
 */
export function fileTrouble(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isDiskFull(path, error)) return new AppError('app.diskFull', { path }, { cause: error })
  if (isDamaged(error)) return new AppError('app.fileDamaged', { path }, { cause: error })
  const code = errnoOf(error)
  const reason = code ?? (error instanceof Error ? error.message : String(error))
  return new AppError('app.fileUnwritable', { path, reason }, { cause: error })
}

/** Whether this failed because the disk (or the user's share of it) is full. */
export function isDiskFull(path: string, error: unknown): boolean {
  if (['ENOSPC', 'EDQUOT'].includes(errnoOf(error) ?? '')) return true
  const words = error instanceof Error ? error.message : String(error)
  if (/disk is full/i.test(words)) return true
  // SQLite says so only of the file itself; of its log and its shared memory it says less, and what it has rolled back
  // for want of room cannot be rolled back again.
  return /disk I\/O error|unable to open database|cannot rollback/i.test(words) && bytesLeft(path) < nothingLeftBytes
}

/** What SQLite says of a file that is none of its own, or none any more. */
export function isDamaged(error: unknown): boolean {
  return error instanceof Error && /malformed|not a database/i.test(error.message)
}

function errnoOf(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return code !== undefined && /^E[A-Z]+$/.test(code) ? code : null
}

function bytesLeft(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    return bavail * bsize
  } catch {
    return Infinity
  }
}

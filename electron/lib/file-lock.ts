import { chmodSync, closeSync, openSync, statSync, utimesSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { fileTrouble } from './file-trouble.ts'

/** May be released more than once. */
export type FileLock = { readonly release: () => void }

/** A database that nobody refers to is closed by the garbage collector, and its lock is gone: what is held is kept here. */
const held = new Set<DatabaseSync>()

/**
 * Takes a lock that belongs to one process of this computer at a time and that the system itself drops when the process
 * dies, however it dies: SQLite's own lock on an empty file, which works alike on every system.
 * @param mode of the file when it has to be made; its folder must exist
 * @returns null when another process holds it, or this one already does
 * @throws AppError `app.fileUnwritable`, `app.diskFull`
 */
export function tryFileLock(path: string, mode = 0o600): FileLock | null {
  for (;;) {
    const before = ensureFile(path, mode)
    const database = open(path)
    if (database === null) return null
    // Whoever tidies up may have removed the file between its opening and the lock: then the lock is on nothing.
    if (inodeOf(path) !== before) {
      database.close()
      continue
    }
    held.add(database)
    return { release: () => void (held.delete(database) && database.close()) }
  }
}

function open(path: string): DatabaseSync | null {
  let database: DatabaseSync | null = null
  try {
    // Not to be made here: in a folder that users share, Linux lets nobody open another's file "or make it".
    const url = pathToFileURL(path)
    url.search = 'mode=rw'
    database = new DatabaseSync(url, { timeout: 0 })
    // No second file, which another user could not remove after a crash.
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
    return database
  } catch (error) {
    database?.close()
    if (/locked|busy/i.test(String(error))) return null
    throw fileTrouble(path, error)
  }
}

/**
 * Makes the file unless it is there. It is never opened here when it is: POSIX drops all locks of a process on a file as
 * soon as the process closes any of its handles to it.
 * @returns its inode number
 */
function ensureFile(path: string, mode: number): bigint | null {
  try {
    closeSync(openSync(path, 'wx', mode))
    chmodSync(path, mode)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw fileTrouble(path, error)
    touch(path)
  }
  return inodeOf(path)
}

/** A file in use does not look forgotten. Another user's file stays as it is. */
function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // Its age is only for tidying up.
  }
}

function inodeOf(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null
}

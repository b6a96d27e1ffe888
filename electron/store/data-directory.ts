import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../src-shared/errors.ts'
import { fileTrouble } from '../lib/file-trouble.ts'
import { writeWhole } from '../lib/write-whole.ts'

export type Mode = 'practice' | 'real'

export type DataDirectory = {
  readonly path: string
  readonly file: (name: string) => string
  readonly close: () => void
}

/**
 * Opens (or makes, readable by its owner only) the directory that holds everything one Slipway knows. One engine at a
 * time: the lock is SQLite's own file lock, which the system drops when the process dies. Practice and real never share.
 * @throws AppError `app.dataDirectoryInUse`, `app.practiceRealMix`, `app.fileUnwritable`, `app.diskFull`
 */
export function openDataDirectory(path: string, mode: Mode): DataDirectory {
  makeDirectory(path)
  const lock = takeLock(path)
  try {
    assertMode(path, mode)
  } catch (error) {
    lock.close()
    throw error
  }
  return { path, file: (name) => join(path, name), close: () => lock.close() }
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw fileTrouble(path, error)
  }
}

function takeLock(path: string): DatabaseSync {
  const pidFile = join(path, 'engine.pid')
  let lock: DatabaseSync | null = null
  try {
    lock = new DatabaseSync(join(path, 'engine.lock'), { timeout: 0 })
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
    writeFileSync(pidFile, String(process.pid), { mode: 0o600 })
    return lock
  } catch (error) {
    lock?.close()
    if (/locked|busy/i.test(String(error)))
      throw new AppError('app.dataDirectoryInUse', { path, pid: readText(pidFile) ?? '?' })
    throw fileTrouble(path, error)
  }
}

function assertMode(path: string, mode: Mode): void {
  const file = join(path, 'mode')
  const found = readText(file)
  if (found === null) {
    writeWhole(file, mode)
  } else if (found !== mode) throw new AppError('app.practiceRealMix', { what: path, found, mode })
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../src-shared/errors.ts'
import { fileTrouble } from '../lib/file-trouble.ts'
import { makeFolder } from '../lib/make-folder.ts'
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
    giveBack(lock)
    throw error
  }
  return { path, file: (name) => join(path, name), close: () => giveBack(lock) }
}

/** Where hosts put the core within the home of a practice world. */
const coreFolder = 'core'

/** SQLite makes its files readable by everybody, and gives what it makes beside them the mode of the first. */
const ownFiles = ['engine.lock', 'journal.sqlite', 'outbox.sqlite', 'ledger.sqlite', 'slipway.sqlite']

function makeDirectory(path: string): void {
  try {
    makeFolder(path, 0o700)
    for (const name of ownFiles) closeSync(openSync(join(path, name), 'a', 0o600))
  } catch (error) {
    throw fileTrouble(path, error)
  }
}

/** A database that nobody refers to is closed by the garbage collector, and its lock is gone: what is held is kept here. */
const held = new Set<DatabaseSync>()

function giveBack(lock: DatabaseSync): void {
  held.delete(lock)
  lock.close()
}

function takeLock(path: string): DatabaseSync {
  const pidFile = join(path, 'engine.pid')
  let lock: DatabaseSync | null = null
  try {
    lock = new DatabaseSync(join(path, 'engine.lock'), { timeout: 0 })
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
    writeFileSync(pidFile, String(process.pid), { mode: 0o600 })
    held.add(lock)
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
  if (found !== null && found !== mode) throw new AppError('app.practiceRealMix', { what: path, found, mode })
  assertHome(path, mode)
  if (found === null) writeWhole(file, mode)
}

/** A practice world keeps its core in a folder of its home: the home of one kind holds nothing of the other. */
function assertHome(path: string, mode: Mode): void {
  const other: Mode = mode === 'real' ? 'practice' : 'real'
  const homes = [path, ...(basename(path) === coreFolder ? [dirname(path)] : [])]
  for (const home of homes) {
    const marks = [join(home, 'mode'), join(home, coreFolder, 'mode')]
    if (marks.some((mark) => readText(mark) === other))
      throw new AppError('app.practiceRealMix', { what: home, found: other, mode })
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

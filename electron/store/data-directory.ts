import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'
import { tryFileLock } from '../lib/file-lock.ts'
import type { FileLock } from '../lib/file-lock.ts'
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
 * time: the system drops its lock when the process dies. Practice and real never share.
 * @throws AppError `app.dataDirectoryInUse`, `app.practiceRealMix`, `app.fileUnwritable`, `app.diskFull`
 */
export function openDataDirectory(path: string, mode: Mode): DataDirectory {
  makeDirectory(path)
  const lock = takeLock(path)
  try {
    assertMode(path, mode)
  } catch (error) {
    lock.release()
    throw error
  }
  return { path, file: (name) => join(path, name), close: () => lock.release() }
}

/** Where hosts put the core within the home of a practice world. */
const coreFolder = 'core'

/** SQLite makes its files readable by everybody, and gives what it makes beside them the mode of the first. */
const ownFiles = ['journal.sqlite', 'outbox.sqlite', 'ledger.sqlite', 'slipway.sqlite']

function makeDirectory(path: string): void {
  try {
    makeFolder(path, 0o700)
    for (const name of ownFiles) closeSync(openSync(join(path, name), 'a', 0o600))
  } catch (error) {
    throw fileTrouble(path, error)
  }
}

/** The file whose lock tells who works in a data directory. */
export const engineLock = 'engine.lock'
const pidFile = 'engine.pid'

/** Who said last that they work there, by process number; a question mark when nobody did. */
export function readEnginePid(path: string): string {
  return readText(join(path, pidFile)) ?? '?'
}

/** @throws AppError `app.dataDirectoryInUse`, `app.fileUnwritable`, `app.diskFull` */
function takeLock(path: string): FileLock {
  const lock = tryFileLock(join(path, engineLock))
  if (lock === null) throw new AppError('app.dataDirectoryInUse', { path, pid: readEnginePid(path) })
  try {
    writeFileSync(join(path, pidFile), String(process.pid), { mode: 0o600 })
    return lock
  } catch (error) {
    lock.release()
    throw fileTrouble(path, error)
  }
}

/** What a directory is for; null when nothing was kept in it yet. */
export function readMode(path: string): Mode | null {
  const found = readText(join(path, 'mode'))
  return found === 'practice' || found === 'real' ? found : null
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

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tryFileLock } from '../../lib/file-lock.ts'
import { readNote } from './engine-note.ts'
import type { HostKind } from './engine-note.ts'
import type { Member } from './handshake.ts'
import { reachEngine } from './reach-engine.ts'

export type RunningEngine =
  | { readonly state: 'none' }
  /** Somebody holds the directory and does not answer. */
  | { readonly state: 'silent'; readonly pid: number | null }
  | {
      readonly state: 'running'
      readonly host: HostKind
      readonly pid: number
      readonly version: string
      readonly since: number
      /** Null: it serves nobody. */
      readonly clients: readonly Member[] | null
    }

/**
 * Who works in a data directory, without becoming the one.
 * @throws AppError `app.fileUnwritable` when its lock cannot be looked at
 */
export async function readRunningEngine(dataDir: string, version: string): Promise<RunningEngine> {
  const note = readNote(dataDir)
  const reached = note === null ? null : await reachEngine(note, { host: 'cli', version, wish: 'status' })
  if (reached !== null) {
    const { link, said } = reached
    link.close()
    return {
      state: 'running',
      ...said.engine,
      version: said.version,
      clients: said.outcome === 'welcome' ? said.clients : [],
    }
  }
  if (!isHeld(dataDir)) return { state: 'none' }
  const pid = readPid(dataDir)
  if (note === null || note.address !== null || note.pid !== pid) return { state: 'silent', pid }
  return { state: 'running', host: note.host, pid, version: note.version, since: note.since, clients: null }
}

function isHeld(dataDir: string): boolean {
  const file = join(dataDir, 'engine.lock')
  if (!existsSync(file)) return false
  const lock = tryFileLock(file)
  lock?.release()
  return lock === null
}

function readPid(dataDir: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(dataDir, 'engine.pid'), 'utf8'), 10)
  } catch {
    return null
  }
}

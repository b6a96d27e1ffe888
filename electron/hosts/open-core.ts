import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../src-shared/errors.ts'
import type { Language } from '../../src-shared/i18n/languages.ts'
import { tryFileLock } from '../lib/file-lock.ts'
import type { FileLock } from '../lib/file-lock.ts'
import { fileTrouble } from '../lib/file-trouble.ts'
import type { Logger } from '../lib/logger.ts'
import { makeFolder } from '../lib/make-folder.ts'
import { connectedAppOptions, coreFolder, wishesOf, worldLock } from './connection.ts'
import type { HostKind } from './local/engine-note.ts'
import { readNote } from './local/engine-note.ts'
import { joinEngine } from './local/join-engine.ts'
import { openApp } from './local/open-app.ts'
import type { OpenedApp } from './local/open-app.ts'
import { practiceAppOptions, practiceUser } from './practice-app.ts'
import { startPracticeWorld } from './practice-world.ts'
import type { StartOptions } from './start-options.ts'

export type CoreHost = {
  readonly kind: HostKind
  readonly version: string
  readonly language: Language
  readonly logger: Logger
}

/**
 * The core as a window needs it, with the practice world around it when practice was asked for. Close it to end both.
 * Where another process works in the data directory already, the way to that one.
 */
export async function openCore(options: StartOptions, host: CoreHost): Promise<OpenedApp> {
  return options.practice ? openPracticeCore(options, host) : openRealCore(options, host)
}

async function openPracticeCore(options: StartOptions, host: CoreHost): Promise<OpenedApp> {
  const dir = options.data ?? (await mkdtemp(join(tmpdir(), 'slipway-practice-')))
  const found = await takeOrJoin(dir, host)
  if ('handlers' in found) return found
  try {
    return await openOwnWorld(dir, options, host, found)
  } catch (error) {
    found.release()
    throw error
  }
}

/** A world belongs to one host, as its core does; whoever comes later works through that one, once it is open. */
const patienceMs = 30_000
const pauseMs = 150

async function takeOrJoin(dir: string, { kind, version }: CoreHost): Promise<FileLock | OpenedApp> {
  makeHome(dir)
  const core = join(dir, coreFolder)
  const end = performance.now() + patienceMs
  for (;;) {
    const lock = tryFileLock(join(dir, worldLock))
    if (lock !== null) return lock
    const note = readNote(core)
    const joined = note && (await joinEngine(note, { host: kind, version }, { mode: 'practice' }, core))
    if (joined !== null) return joined
    if (performance.now() > end) throw new AppError('local.engineSilent', { path: dir, pid: note?.pid ?? '?' })
    await sleep(pauseMs)
  }
}

async function openOwnWorld(dir: string, options: StartOptions, host: CoreHost, lock: FileLock): Promise<OpenedApp> {
  const world = await startPracticeWorld({
    dir: join(dir, 'world'),
    devices: options.devices,
    time: options.time,
    hands: options.hands,
  })
  const endWorld = async (): Promise<void> => {
    await world.close()
    lock.release()
    if (options.data === null) await rm(dir, { recursive: true, force: true })
  }
  const appOptions = practiceAppOptions(world, { ...host, dataDir: join(dir, coreFolder) })
  const practice = practiceUser(world)
  const app = await openApp({ app: appOptions, host: host.kind, wishes: { mode: 'practice' }, practice }).catch(
    async (error: unknown) => {
      await endWorld()
      throw error
    },
  )
  const close = async (): Promise<void> => {
    await app.close()
    await endWorld()
  }
  return { ...app, close }
}

function openRealCore(options: StartOptions, host: CoreHost): Promise<OpenedApp> {
  const connection = { data: options.data ?? undefined, organization: options.organization ?? undefined }
  return openApp({
    app: connectedAppOptions(connection, process.env, host),
    host: host.kind,
    wishes: wishesOf(connection, process.env),
  })
}

function makeHome(path: string): void {
  try {
    makeFolder(path, 0o700)
  } catch (error) {
    throw fileTrouble(path, error)
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../../src-shared/errors.ts'
import type { AppOptions } from '../../app-options.ts'
import type { App } from '../../app.ts'
import { createApp } from '../../app.ts'
import type { PracticeHandlers } from '../practice-handlers.ts'
import type { HostKind } from './engine-note.ts'
import { readNote } from './engine-note.ts'
import type { Member } from './handshake.ts'
import { joinEngine } from './join-engine.ts'
import type { Wishes } from './join-engine.ts'
import { serveLocal } from './serve-local.ts'

/** An app to work with, wherever its engine is. */
export type OpenedApp = App & {
  /** The other process that does the work; null: this one does. */
  readonly engine: Member | null
  /** Settles when the other process has ended; never for an engine of this process. */
  readonly ended: Promise<void>
}

export type OpenAppOptions = {
  readonly app: AppOptions
  readonly host: HostKind
  readonly wishes: Wishes
  /** The practice user's side, where this host brought the practice world. */
  readonly practice?: PracticeHandlers
}

/** An engine that is just opening says where it is within this time; its keys may have to be made first. */
const patienceMs = 20_000
const pauseMs = 150
/** Short commands at work through this one may come to their end. */
const graceMs: Readonly<Record<HostKind, number>> = { cli: 10_000, station: 0, desktop: 0, prove: 0 }

/**
 * The engine of a data directory, or the way to it: one process holds the directory, every later host works through it.
 * @throws AppError as `createApp` and `joinEngine`; `local.notServed`, `local.engineSilent`
 */
export async function openApp(options: OpenAppOptions): Promise<OpenedApp> {
  const { dataDir } = options.app
  const end = performance.now() + patienceMs
  for (;;) {
    const joined = await tryJoin(options)
    if (joined !== null) return joined
    try {
      return await openEngine(options)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'app.dataDirectoryInUse') throw error
      const pid = Number(error.details['pid'])
      const note = readNote(dataDir)
      if (note?.pid === pid && note.address === null) throw new AppError('local.notServed', { path: dataDir, pid })
      if (performance.now() > end) throw new AppError('local.engineSilent', { path: dataDir, pid }, { cause: error })
    }
    await sleep(pauseMs)
  }
}

/** The engine that runs already; null when none answers. @throws AppError as `joinEngine` */
export async function tryJoin({ app, host, wishes }: OpenAppOptions): Promise<OpenedApp | null> {
  const note = readNote(app.dataDir)
  return note === null ? null : joinEngine(note, { host, version: app.version }, wishes, app.dataDir)
}

/** An engine in this process, which other hosts find. @throws AppError as `createApp` */
export async function openEngine({ app: options, host, practice }: Omit<OpenAppOptions, 'wishes'>): Promise<OpenedApp> {
  const app = await createApp(options)
  const handlers = { ...app.handlers, ...practice }
  const { dataDir, version, logger, mode, muxAddress, graph, activationUrl } = options
  const settings = { mode, mux: muxAddress, graph: graph.baseUrl, activation: activationUrl }
  const service = await serveLocal({ dataDir, handlers, host, version, settings, logger }).catch(
    async (error: unknown) => {
      await app.close()
      throw error
    },
  )
  return {
    handlers,
    engine: null,
    ended: new Promise(() => {}),
    close: async () => {
      await service.close(graceMs[host])
      await app.close()
    },
  }
}

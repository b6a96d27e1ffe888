import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Language } from '../../src-shared/i18n/languages.ts'
import type { App } from '../app.ts'
import { createApp } from '../app.ts'
import type { Logger } from '../lib/logger.ts'
import { connectedAppOptions } from './connection.ts'
import { practiceAppOptions } from './practice-app.ts'
import { startPracticeWorld } from './practice-world.ts'
import type { StartOptions } from './start-options.ts'

export type CoreHost = { readonly version: string; readonly language: Language; readonly logger: Logger }

/** The core as a window needs it, with the practice world around it when practice was asked for. Close it to end both. */
export async function openCore(options: StartOptions, host: CoreHost): Promise<App> {
  return options.practice ? openPracticeCore(options, host) : openRealCore(options, host)
}

async function openPracticeCore(options: StartOptions, host: CoreHost): Promise<App> {
  const dir = options.data ?? (await mkdtemp(join(tmpdir(), 'slipway-practice-')))
  const world = await startPracticeWorld({
    dir: join(dir, 'world'),
    devices: options.devices,
    time: options.time,
    hands: options.hands,
  })
  const endWorld = async (): Promise<void> => {
    await world.close()
    if (options.data === null) await rm(dir, { recursive: true, force: true })
  }
  const app = await createApp(practiceAppOptions(world, { ...host, dataDir: join(dir, 'core') })).catch(
    async (error: unknown) => {
      await endWorld()
      throw error
    },
  )
  return {
    handlers: app.handlers,
    close: async () => {
      await app.close()
      await endWorld()
    },
  }
}

function openRealCore(options: StartOptions, host: CoreHost): Promise<App> {
  const connection = { data: options.data ?? undefined, organization: options.organization ?? undefined }
  return createApp(connectedAppOptions(connection, process.env, host))
}

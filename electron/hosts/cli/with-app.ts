import type { Command } from 'commander'
import { AppError, isErrorCode } from '../../../src-shared/errors.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import type { App } from '../../app.ts'
import { createLogger } from '../../lib/logger.ts'
import { connectedAppOptions, wishesOf } from '../connection.ts'
import type { Connection } from '../connection.ts'
import { openApp } from '../local/open-app.ts'
import type { CliHost } from './cli-host.ts'
import { DeviceFollower } from './device-follower.ts'
import { bySlot } from './progress.ts'

/** Devices that are plugged in show up within this time; reading them may take longer and is waited for. */
const settleMs = 1_500

/** The flags by which a command finds the world. */
export function connectionOptions(command: Command, { translator: { t } }: CliHost): Command {
  return command
    .option('--data <dir>', t('cli:option.data'))
    .option('--practice', t('cli:option.practice'))
    .option('--mux <address>', t('cli:option.mux'))
    .option('--graph <url>', t('cli:option.graph'))
    .option('--activation <url>', t('cli:option.activation'))
    .option('--ca <file>', t('cli:option.ca'))
    .option('--json', t('cli:option.json'))
}

/** A core for the time of one command, or the one that already works in the data directory. */
export async function withApp(flags: Connection, host: CliHost, work: (app: App) => Promise<void>): Promise<void> {
  const logger = createLogger({ name: 'core', level: host.verbose ? 'debug' : 'error' })
  const { version, translator } = host
  const app = await openApp({
    app: connectedAppOptions(flags, process.env, { version, language: translator.language, logger }),
    host: 'cli',
    wishes: wishesOf(flags, process.env),
  })
  try {
    await work(app)
  } finally {
    await app.close()
  }
}

/**
 * What hangs on the cables, once each device has told what it tells.
 * @param enough ends the wait early, when the device that was asked for is there
 */
export async function readDevices(
  app: App,
  enough: (view: DeviceView) => boolean = () => false,
): Promise<readonly DeviceView[]> {
  const follower = new DeviceFollower(app.handlers)
  const settled = performance.now() + settleMs
  const known = (view: DeviceView): boolean => view.presence === 'attached' && view.stage !== 'identifying'
  try {
    await follower.until(
      (seen) =>
        seen.some((view) => known(view) && enough(view)) ||
        (performance.now() > settled && seen.every((view) => view.stage !== 'identifying')),
      settleMs,
    )
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'app.timeout') throw error
  } finally {
    follower.stop()
  }
  return bySlot(follower.views().filter((view) => view.presence === 'attached'))
}

/** @throws AppError why no device can be listed, when usbmuxd does not answer */
export async function assertCableService(app: App): Promise<void> {
  const { cableError } = await app.handlers['station.info']({})
  if (cableError === undefined) return
  const { code, message, details } = cableError
  throw isErrorCode(code) ? new AppError(code, details) : new AppError('app.unexpected', { detail: message })
}

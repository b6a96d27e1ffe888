import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'
import type { Language } from '../../src-shared/i18n/languages.ts'
import type { AppOptions } from '../app-options.ts'
import type { Logger } from '../lib/logger.ts'
import { openBrowser } from './open-browser.ts'
import type { Wishes } from './local/join-engine.ts'
import { accountName } from './account-name.ts'
import { usualDataDirectory } from './data-paths.ts'

/** How a host reaches the world when it did not start a practice world of its own. */
export type Connection = {
  readonly data?: string | undefined
  /** The addresses belong to a practice world that runs elsewhere. */
  readonly practice?: boolean | undefined
  readonly mux?: string | undefined
  readonly graph?: string | undefined
  /** Where people sign in, tenant included, when it is not Microsoft: a practice authority. */
  readonly authority?: string | undefined
  readonly activation?: string | undefined
  /** Shown on supervised devices; counts only at the first start, which makes the organization's identity. */
  readonly organization?: string | undefined
  /** File for a transcript of what devices and Slipway say to each other. */
  readonly trace?: string | undefined
  /** PEM file with roots to trust beside the system's. */
  readonly ca?: string | undefined
}

export const graphTokenVariable = 'SLIPWAY_GRAPH_TOKEN'
export const passphraseVariable = 'SLIPWAY_PASSPHRASE'
/** Stands for --trace where a command has no such flag. */
export const traceVariable = 'SLIPWAY_TRACE'

/**
 * Options for a core out of flags and environment. Secrets come from the environment only: a process list shows flags.
 * @throws AppError `app.fileUnreadable`
 */
export function connectedAppOptions(
  connection: Connection,
  env: NodeJS.ProcessEnv,
  host: { readonly version: string; readonly language: Language; readonly logger: Logger },
): AppOptions {
  const mode = modeOf(connection)
  return {
    ...host,
    mode,
    dataDir: connectedDataDirectory(connection, env),
    muxAddress: connection.mux ?? null,
    graph: { baseUrl: connection.graph ?? null, getToken: graphToken(env) },
    signIn: { authority: connection.authority ?? null, tenant: null },
    openUrl: openBrowser,
    activationUrl: connection.activation ?? activationOf[mode],
    additionalCaPems: connection.ca === undefined ? [] : [readText(connection.ca)],
    passphrase: env[passphraseVariable] ?? null,
    transcript: connection.trace ?? env[traceVariable] ?? null,
    organizationName: connection.organization ?? hostname(),
    operator: accountName(),
    wifi: null,
  }
}

/** What was asked for by hand, for when another process already works in the data directory. */
export function wishesOf(connection: Connection, env: NodeJS.ProcessEnv): Wishes {
  const { mux, graph, activation } = connection
  const trace = connection.trace ?? env[traceVariable]
  return { mode: modeOf(connection), mux, graph, activation, trace }
}

/** What the home of a practice world holds: its core's data directory, and the lock of the host that runs the world. */
export const coreFolder = 'core'
export const worldLock = 'world.lock'

/**
 * The directory a command means. A practice world keeps its core in a folder of its home, and people name the home.
 */
export function connectedDataDirectory(connection: Connection, env: NodeJS.ProcessEnv): string {
  const mode = modeOf(connection)
  const named = connection.data
  if (named === undefined) return usualDataDirectory(mode, process.platform, env)
  const isHome = mode === 'practice' && existsSync(join(named, worldLock))
  return isHome ? join(named, coreFolder) : named
}

function modeOf({ practice }: Connection): 'practice' | 'real' {
  return practice === true ? 'practice' : 'real'
}

/** Apple is never asked about practice devices; RFC 2606 keeps that name free. */
const activationOf = {
  real: 'https://albert.apple.com/deviceservices',
  practice: 'https://activation.practice.invalid/deviceservices',
} as const

/** A token in the environment stands for any sign-in. */
function graphToken(env: NodeJS.ProcessEnv): (() => Promise<string>) | null {
  const token = env[graphTokenVariable]
  return token === undefined || token === '' ? null : () => Promise.resolve(token)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError(
      'app.fileUnreadable',
      { path, reason: String((error as NodeJS.ErrnoException).code) },
      { cause: error },
    )
  }
}

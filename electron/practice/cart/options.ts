import { parseArgs } from 'node:util'
import { AppError } from '../../../src-shared/errors.ts'
import { parsePace } from './pace.ts'
import type { Pace } from './pace.ts'
import { maxDevices } from './scenario-schema.ts'
import type { Hands } from './software/software.ts'

export type MainOptions = {
  /** Null: as many as the scenario describes, eight without one. */
  readonly devices: number | null
  readonly host: string
  readonly port: number
  readonly unixPath: string | null
  readonly factoryDirectory: string | null
  readonly dataDirectory: string | null
  /** Null: the scenario's own. */
  readonly seed: string | null
  /** A built-in name or a path. */
  readonly scenario: string | null
  /** Null: the scenario's own. */
  readonly hands: Hands | null
  /** Base URL of Apple's services. */
  readonly appleUrl: string | null
  readonly pace: Pace
  readonly logLevel: string
}

/** @throws AppError `app.usage` */
export function parseOptions(args: readonly string[]): MainOptions {
  const values = parseFlags(args)
  const { host, port } = parseListen(values.listen)
  const pace = parsePace(values.time)
  if (pace === null) throw usage('--time takes instant, realistic or a factor like x10')
  const devices = values.devices === undefined ? null : Number(values.devices)
  if (devices !== null && (!Number.isInteger(devices) || devices < 1 || devices > maxDevices))
    throw usage(`--devices takes a number from 1 to ${maxDevices}`)
  return {
    devices,
    host,
    port,
    unixPath: values.unix ?? null,
    factoryDirectory: values.factory ?? null,
    dataDirectory: values.data ?? null,
    seed: values.seed ?? null,
    scenario: values.scenario ?? null,
    hands: values.hands === undefined ? null : parseHands(values.hands),
    appleUrl: parseApple(values.apple),
    pace,
    logLevel: values['log-level'],
  }
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        devices: { type: 'string' },
        listen: { type: 'string', default: '127.0.0.1:0' },
        unix: { type: 'string' },
        factory: { type: 'string' },
        data: { type: 'string' },
        seed: { type: 'string' },
        scenario: { type: 'string' },
        hands: { type: 'string' },
        apple: { type: 'string' },
        time: { type: 'string', default: 'instant' },
        'log-level': { type: 'string', default: 'warn' },
      },
    }).values
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

function parseListen(text: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:]+)):(\d+)$/.exec(text)
  const port = Number(match?.[3])
  const host = match?.[1] ?? match?.[2]
  if (host === undefined || !(port <= 65535)) throw usage('--listen takes ADDRESS:PORT')
  return { host, port }
}

function parseApple(text: string | undefined): string | null {
  if (text === undefined) return null
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? '')) throw usage("--apple takes the URL of Apple's services")
  return text.replace(/\/$/, '')
}

function parseHands(text: string): Hands {
  if (text === 'atOnce' || text === 'operator' || text === 'never') return { kind: text }
  const ms = Number(/^after:(\d+)$/.exec(text)?.[1])
  if (Number.isNaN(ms)) throw usage('--hands takes atOnce, after:MS, operator or never')
  return { kind: 'after', ms }
}

function usage(detail: string): AppError {
  return new AppError('app.usage', { detail })
}

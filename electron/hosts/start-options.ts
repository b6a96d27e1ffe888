import { parseArgs } from 'node:util'
import { AppError } from '../../src-shared/errors.ts'
import { isLanguage, languages } from '../../src-shared/i18n/languages.ts'

/** What somebody who starts Slipway with a window may ask for; the same for browser and desktop. */
export type StartOptions = {
  readonly practice: boolean
  readonly devices: number
  /** Null: the usual directory, or in practice a fresh temporary one. */
  readonly data: string | null
  readonly port: number
  /** Name of the organization, for the first start. */
  readonly organization: string | null
  readonly openBrowser: boolean
  readonly verbose: boolean
  /** How fast the practice devices are and whether fingers tap by themselves, as the practice cart takes it. */
  readonly time: string
  readonly hands: string
}

export const defaultPort = 7411

/** @throws AppError `app.usage` with the sentence to show */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const { values } = parse(args)
  if (values.lang !== undefined && !isLanguage(values.lang))
    throw new AppError('app.usage', { detail: `--lang: ${languages.join(', ')}.` })
  return {
    practice: values.practice,
    devices: wholeNumber('--devices', values.devices, 1, 64),
    data: values.data ?? null,
    organization: values.organization ?? null,
    port: wholeNumber('--port', values.port, 0, 65_535),
    openBrowser: !values['no-open'],
    verbose: values.verbose,
    time: values.time,
    hands: values.hands,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: {
        practice: { type: 'boolean', default: false },
        devices: { type: 'string', default: '8' },
        data: { type: 'string' },
        organization: { type: 'string' },
        port: { type: 'string', default: String(defaultPort) },
        'no-open': { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        // Whoever starts reads it before, for the words of what may go wrong here.
        lang: { type: 'string' },
        // Slow enough to be watched: steps of seconds take tenths, fingers take a moment.
        time: { type: 'string', default: 'x20' },
        hands: { type: 'string', default: 'after:1500' },
      },
    })
  } catch (cause) {
    const detail = cause instanceof Error ? `${cause.message.split('. ')[0]}.` : String(cause)
    throw new AppError('app.usage', { detail }, { cause })
  }
}

function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (/^\d{1,5}$/.test(text) && value >= min && value <= max) return value
  throw new AppError('app.usage', { detail: `${option}: ${min}–${max}.` })
}

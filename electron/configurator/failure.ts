import { AppError } from '../../src-shared/errors.ts'
import type { ErrorDetails } from '../../src-shared/errors.ts'
import type { Verb } from './flags.ts'
import type { Trouble } from './output.ts'
import type { ToolOutput } from './run-tool.ts'

/** cfgutil's own domain, and that of the framework beneath it, as they are in its JSON and its text. */
const ownDomain = 'ConfigurationUtilityKit.error'
const frameworkDomain = 'com.apple.configurator.MobileDeviceKit.amd.error'

/** Codes of cfgutil that change what is done next. All others are shown and explained. */
const meanings = {
  /** The device went away while it was worked on; what happened is not known (603, or MobileDevice's own number). */
  away: new Set([`${ownDomain} 603`, `${frameworkDomain} -402653052`]),
  /** Already prepared: it must be erased first. */
  prepared: new Set([`${ownDomain} 612`]),
  /** A person must tap Install; the profile has reached the device. */
  tap: new Set([`${ownDomain} 625`]),
} as const

export type Meaning = keyof typeof meanings | 'other'

/** What a trouble means for the work; by domain and code, never by its words, which follow the language of the Mac. */
export function meaningOf({ domain, code }: Pick<Trouble, 'domain' | 'code'>): Meaning {
  if (code === null) return 'other'
  const key = `${domain ?? ownDomain} ${code}`
  for (const [meaning, keys] of Object.entries(meanings)) if (keys.has(key)) return meaning as Meaning
  return 'other'
}

/**
 * cfgutil's trouble as one of ours. The details keep what it said, in the form in which errors are explained: domain,
 * code and text. What nobody has explained stays evidence, and the device is to be read again.
 */
export function troubleError(verb: Verb, trouble: Trouble): AppError {
  const details = evidence(verb, trouble)
  const meaning = meaningOf(trouble)
  if (meaning === 'away') return new AppError('configurator.deviceLeft', details)
  if (meaning === 'prepared') return new AppError('configurator.alreadyPrepared', details)
  if (meaning === 'tap') return new AppError('configurator.waitsForTap', details)
  return new AppError('configurator.refused', details)
}

function evidence(verb: Verb, { domain, code, message, detail }: Trouble): ErrorDetails {
  const text = [message, detail].filter((part) => part !== '').join(' ')
  return { verb, domain: canonical(domain), code: code ?? 0, text: text.slice(0, 500), status: message.slice(0, 200) }
}

/** The name by which the catalogue of explained errors knows a domain. */
function canonical(domain: string | null): string {
  if (domain === null || domain === ownDomain) return 'cfgutil'
  return domain === frameworkDomain ? 'MobileDevice' : domain
}

/**
 * An end without a document: killed, crashed, or a refusal in plain text. Without one nobody knows what was done, but
 * for the words "no devices found", which cfgutil says before it begins (English; elsewhere they are plain evidence).
 */
export function wordlessError(verb: Verb, { stdout, stderr, code, signal }: ToolOutput): AppError {
  const said = saidLine(stderr) || saidLine(stdout)
  const [, domain, number] = /\(Domain: ([\w.]{1,100}) Code: (-?\d{1,11})\)/.exec(stderr) ?? []
  if (domain !== undefined && number !== undefined) {
    return troubleError(verb, { domain, code: Number(number), message: said, detail: '' })
  }
  if (/^cfgutil: error: no devices found/im.test(stderr)) return new AppError('configurator.noDevice', { verb })
  const end = signal === null ? `exit code ${code ?? '?'}` : signal
  return new AppError('configurator.garbled', { verb, end, text: said })
}

/** The line in which cfgutil speaks; macOS writes notices about its classes around it. */
function saidLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^objc\[\d+\]:/.test(line))
  const line = lines.find((one) => one.startsWith('cfgutil: error:')) ?? lines.at(-1) ?? ''
  return line.replace(/^cfgutil: error:\s*/, '').slice(0, 300)
}

import type { ErrorTraits } from './error-area.ts'
import { errorCatalogue } from './errors/catalogue.ts'
import type { ErrorCode } from './errors/catalogue.ts'
import { errorTextsEn } from './i18n/en/errors.ts'
import { fillTemplate } from './i18n/template.ts'

export type { ErrorCode } from './errors/catalogue.ts'

/** Values for the sentence and evidence for support: never secrets, never whole protocol messages. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>

/**
 * Trouble that was expected to be possible. It carries a catalogue code; sentence and remedy are found by language.
 * `message` is the English sentence, for logs. Anything thrown that is not an AppError is a bug.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: { readonly cause?: unknown } = {}) {
    super(fillTemplate(errorTextsEn[code].sentence, details), options)
    this.code = code
    this.details = details
  }

  get traits(): ErrorTraits {
    return errorCatalogue[this.code]
  }
}

/** Plain form of an error, for the journal, the contract and --json output. */
export type ErrorRecord = { readonly code: string; readonly message: string; readonly details: ErrorDetails }

/** Any thrown value as plain data; an unexpected one becomes `app.unexpected` with its own words as detail. */
export function toErrorRecord(thrown: unknown): ErrorRecord {
  const error = asAppError(thrown)
  return { code: error.code, message: error.message, details: error.details }
}

/** The AppError itself, or a wrapper that keeps the unexpected one as its cause. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new AppError('app.unexpected', { detail: detail.slice(0, 500) }, { cause: thrown })
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code)
}

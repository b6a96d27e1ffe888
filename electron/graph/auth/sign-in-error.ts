import { AppError } from '../../../src-shared/errors.ts'
import type { ErrorCode } from '../../../src-shared/errors.ts'

/** What MSAL's errors have in common, as far as it is read here. */
type MsalError = {
  readonly errorCode: string
  readonly errorMessage: string
  readonly claims: string
}

/** Microsoft: error codes of Entra, by what a person can do about them. */
const byNumber: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [65001, 'signIn.consentNeeded'],
  [90094, 'signIn.consentNeeded'],
  [65004, 'signIn.cancelled'],
  [53000, 'signIn.blocked'],
  [53001, 'signIn.blocked'],
  [53003, 'signIn.blocked'],
  [53004, 'signIn.blocked'],
  [530084, 'signIn.blocked'],
  [70019, 'signIn.codeExpired'],
  [70020, 'signIn.codeExpired'],
  [70017, 'signIn.cancelled'],
  [700016, 'signIn.registrationUnknown'],
  [90002, 'signIn.registrationUnknown'],
  [50011, 'signIn.redirectMissing'],
  [7000218, 'signIn.publicClientOff'],
  [700027, 'signIn.certificateRefused'],
  [700024, 'signIn.certificateRefused'],
  [700023, 'signIn.certificateRefused'],
  [700021, 'signIn.certificateRefused'],
  [7000222, 'signIn.certificateRefused'],
  [1000502, 'signIn.certificateRefused'],
])

/** MSAL's own words, where no server spoke. */
const byCode: ReadonlyMap<string, ErrorCode> = new Map<string, ErrorCode>([
  ['device_code_expired', 'signIn.codeExpired'],
  ['device_code_polling_cancelled', 'signIn.cancelled'],
  ['user_timeout_reached', 'signIn.cancelled'],
  ['access_denied', 'signIn.cancelled'],
  ['expired_token', 'signIn.codeExpired'],
  ['authorization_declined', 'signIn.cancelled'],
  ['consent_required', 'signIn.consentNeeded'],
])

/** A new sign-in mends these: the grant is gone, or policy wants more than it holds. */
const interactionCodes =
  /^(?:interaction_required|login_required|invalid_grant|bad_token|no_tokens_found|refresh_token_expired|no_account_found)$/

/** What MSAL threw, in our words; null when it is no error of MSAL's. Its messages name no tokens. */
export function explainSignIn(thrown: unknown): AppError | null {
  const error = readMsalError(thrown)
  return error === null ? null : inOurWords(error, thrown)
}

/** The same for the body of a refusal, where MSAL does not look at it. */
export function explainRefusal(body: object): AppError {
  const text = (name: string): string => {
    const value: unknown = Reflect.get(body, name)
    return typeof value === 'string' ? value : ''
  }
  return inOurWords(
    { errorCode: text('error'), errorMessage: text('error_description'), claims: text('claims') },
    undefined,
  )
}

function inOurWords(error: MsalError, thrown: unknown): AppError {
  const number = Number(/AADSTS(\d+)/.exec(error.errorMessage)?.[1] ?? Number.NaN)
  const details = {
    message: plainSentence(error.errorMessage),
    number: Number.isNaN(number) ? error.errorCode : `AADSTS${number}`,
    trace: /Trace ID: ([\w-]{36})/.exec(error.errorMessage)?.[1] ?? '',
  }
  const code = byNumber.get(number) ?? byCode.get(error.errorCode) ?? byCode.get(wordsOf(error)) ?? fallback(error)
  return new AppError(code, details, { cause: thrown })
}

/** The claims that a next sign-in must satisfy, when the server named any. */
export function claimsOf(thrown: unknown): string | null {
  const error = readMsalError(thrown)
  return error === null || error.claims === '' ? null : error.claims
}

function fallback(error: MsalError): ErrorCode {
  const again = interactionCodes.test(error.errorCode) || error.claims !== ''
  return again ? 'signIn.again' : 'signIn.refused'
}

/** The device code flow puts the server's error code behind a code of its own. */
function wordsOf({ errorMessage }: MsalError): string {
  return /\b(expired_token|authorization_declined|access_denied)\b/.exec(errorMessage)?.[1] ?? ''
}

function readMsalError(thrown: unknown): MsalError | null {
  if (!(thrown instanceof Error) || !('errorCode' in thrown) || typeof thrown.errorCode !== 'string') return null
  const text = (name: string): string => {
    const value: unknown = Reflect.get(thrown, name)
    return typeof value === 'string' ? value : ''
  }
  const errorMessage = text('errorMessage') || thrown.message
  return { errorCode: thrown.errorCode, errorMessage, claims: text('claims') }
}

/** What follows the number, without ids and times, which are for support. */
function plainSentence(message: string): string {
  const start = /AADSTS\d+: /.exec(message)
  const from = start === null ? message : message.slice(start.index + start[0].length)
  return (from.split(/\s*(?:Trace ID:| - Correlation ID|Correlation ID:|Timestamp:)/)[0] ?? '').slice(0, 400).trim()
}

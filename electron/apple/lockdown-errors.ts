import { AppError, isErrorCode } from '../../src-shared/errors.ts'
import type { ErrorCode } from '../../src-shared/errors.ts'

/** Strings whose code is not simply the string with a small first letter. */
const spelled: Readonly<Record<string, string>> = {
  FMiPProtected: 'fmipProtected',
  MCProtected: 'mcProtected',
  MCChallengeRequired: 'mcChallengeRequired',
}

/** Not answers of a device: codes of our own in the same family. */
const ourOwn = new Set(['other', 'wrongReply'])

/**
 * An error string of lockdownd as a typed error.
 * @param request what was asked, with the value or service it was about
 */
export function lockdownError(error: string, request: string, subject = ''): AppError {
  const details = { request: subject === '' ? request : `${request} ${subject}`, subject, error: error.slice(0, 80) }
  return new AppError(codeOf(error) ?? 'apple.lockdown.other', details)
}

function codeOf(error: string): ErrorCode | null {
  const word = Object.hasOwn(spelled, error) ? spelled[error]! : error.charAt(0).toLowerCase() + error.slice(1)
  const code = `apple.lockdown.${word}`
  return !ourOwn.has(word) && isErrorCode(code) ? code : null
}

/** Whether an error is that answer of lockdownd. */
export function isLockdownError(error: unknown, ...words: readonly string[]): error is AppError {
  return error instanceof AppError && words.some((word) => error.code === `apple.lockdown.${word}`)
}

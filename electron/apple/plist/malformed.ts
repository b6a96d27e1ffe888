import { AppError } from '../../../src-shared/errors.ts'

/** The one way a plist is refused; the reason names the form, never the content. */
export function malformed(reason: string): AppError {
  return new AppError('plist.malformed', { reason })
}

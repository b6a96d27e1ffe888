import { AppError, asAppError, isErrorCode, toErrorRecord } from '../../src-shared/errors.ts'
import { errorRecord } from '../../src-shared/step.ts'
import { fileTrouble } from './file-trouble.ts'

/** Set for a child whose parent turns its trouble into words itself, in its own language. */
export const plainFailures = 'SLIPWAY_PLAIN_FAILURES'

const mark = 'failure '

/** Says on standard error why this program cannot start: a sentence for people, or a line of JSON for a Slipway. */
export function reportFailure(thrown: unknown): AppError {
  const path = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).path : undefined
  const error = path === undefined ? asAppError(thrown) : fileTrouble(path, thrown)
  const plain = process.env[plainFailures] === '1'
  process.stderr.write(plain ? `${mark}${JSON.stringify(toErrorRecord(error))}\n` : `${error.message}\n`)
  return error
}

/** What `reportFailure` wrote in the child, or null when this line is something else. */
export function readFailure(line: string): AppError | null {
  if (!line.startsWith(mark)) return null
  try {
    const { code, details } = errorRecord.parse(JSON.parse(line.slice(mark.length)))
    return isErrorCode(code) ? new AppError(code, details) : null
  } catch {
    return null
  }
}

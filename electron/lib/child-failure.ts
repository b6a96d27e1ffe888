import * as z from 'zod'
import { AppError, asAppError, isErrorCode } from '../../src-shared/errors.ts'
import { fileTrouble } from './file-trouble.ts'

/** Set for a child whose parent turns its trouble into words itself, in its own language. */
export const plainFailures = 'SLIPWAY_PLAIN_FAILURES'

const failure = z.object({
  failure: z.object({
    code: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
})

/** Says on standard error why this program cannot start: a sentence for people, or a line of JSON for a Slipway. */
export function reportFailure(thrown: unknown): AppError {
  const path = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).path : undefined
  const error = path === undefined ? asAppError(thrown) : fileTrouble(path, thrown)
  const { code, details } = error
  const plain = process.env[plainFailures] === '1'
  process.stderr.write(`${plain ? JSON.stringify({ failure: { code, details } }) : error.message}\n`)
  return error
}

/** What `reportFailure` wrote in the child, or null when this line is something else. */
export function readFailure(line: string): AppError | null {
  if (!line.startsWith('{"failure"')) return null
  try {
    const { code, details } = failure.parse(JSON.parse(line)).failure
    return isErrorCode(code) ? new AppError(code, details) : null
  } catch {
    return null
  }
}

import * as z from 'zod'
import type { ErrorDetails, ErrorRecord } from './errors.ts'
import { AppError, isErrorCode } from './errors.ts'
import { errorRecord } from './step.ts'

const id = z.number().int().nonnegative()

/** What a client sends. `more` grants one further stream item: that is the whole of the back-pressure. */
const toServer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), id, name: z.string().max(100), input: z.unknown().optional() }),
  z.object({ kind: z.literal('more'), id }),
  z.object({ kind: z.literal('cancel'), id }),
])
export type ToServer = z.infer<typeof toServer>

/** What a server sends. Every `ask` is settled by exactly one `result`, `end` or `error`. */
const toClient = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('result'), id, output: z.unknown().optional() }),
  z.object({ kind: z.literal('item'), id, item: z.unknown().optional() }),
  z.object({ kind: z.literal('end'), id }),
  z.object({ kind: z.literal('error'), id, error: errorRecord }),
])
export type ToClient = z.infer<typeof toClient>

function read<T>(schema: z.ZodType<T>, message: unknown, limit: number): T | undefined {
  if (typeof message !== 'string' || message.length > limit) return undefined
  try {
    return schema.safeParse(JSON.parse(message)).data
  } catch {
    return undefined
  }
}

/** The message, or undefined when it is not one: too large, not JSON, or of another shape. */
export function readToServer(message: unknown, limit: number): ToServer | undefined {
  return read(toServer, message, limit)
}

/** The message, or undefined when it is not one: too large, not JSON, or of another shape. */
export function readToClient(message: unknown, limit: number): ToClient | undefined {
  return read(toClient, message, limit)
}

/** The value in its declared shape. @throws AppError with the given code, naming the first place that does not fit */
export function checkShape<S extends z.ZodType>(
  schema: S,
  value: unknown,
  code: 'rpc.badInput' | 'rpc.badOutput',
  name: string,
): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError(code, { name, reason: `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}` })
}

/** An error that crossed the link as the error it was; a code this end does not know stays readable. */
export function fromErrorRecord(record: ErrorRecord): AppError {
  const details: ErrorDetails = record.details
  if (isErrorCode(record.code)) return new AppError(record.code, details)
  return new AppError('app.unexpected', { detail: `${record.code}: ${record.message}` })
}

import { z } from 'zod'
import { badRequest } from './failure.ts'
import type { Organization, Program } from './program.ts'
import type { MdmServer } from './store/schema.ts'

/** One call of the API whose session was good. */
export type ProgramCall = {
  readonly program: Program
  readonly server: MdmServer
  readonly organization: Organization
  /** X-Server-Protocol-Version; 1 when the client did not say. */
  readonly protocol: number
  readonly query: URLSearchParams
  readonly body: unknown
}

export type ProgramRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly handle: (call: ProgramCall) => Promise<object>
}

/** @throws ProgramFailure 400 MALFORMED_REQUEST_BODY */
export function readBody<Schema extends z.ZodType>(call: ProgramCall, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(call.body)
  if (!result.success) throw badRequest('MALFORMED_REQUEST_BODY')
  return result.data
}

/** Apple: at most a thousand serial numbers in one call. */
export const serialsSchema = z.array(z.string().max(100)).max(1000)

import type { Program } from '../dep/program.ts'

/** One call of the API whose token was good. */
export type BusinessCall = {
  readonly program: Program
  /** The service's address as this client wrote it: links lead back there. */
  readonly base: string
  readonly query: URLSearchParams
  /** What stands in the path for `:id`; empty where there is none. */
  readonly id: string
  readonly body: unknown
}

export type BusinessRoute = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** 200 unless it is said. */
  readonly status?: 201
  readonly handle: (call: BusinessCall) => Promise<object>
}

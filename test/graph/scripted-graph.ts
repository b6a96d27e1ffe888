import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGraphClient } from '../../electron/graph/client.ts'
import type { GraphClientOptions } from '../../electron/graph/client.ts'
import type { GraphClient } from '../../electron/graph/call.ts'
import type { Clock } from '../../electron/lib/clock.ts'
import { httpRequest } from '../../electron/lib/http.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { AppError } from '../../src-shared/errors.ts'

export type Asked = {
  readonly method: string
  /** Decoded path without the query. */
  readonly path: string
  /** As it was on the wire. */
  readonly rawUrl: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
}

/** `drop`: the connection is cut after the request was read, as when an answer is lost. */
export type Answer =
  | { readonly drop: true }
  | {
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      readonly json?: unknown
      readonly text?: string
    }

export type ScriptedGraph = {
  readonly url: string
  readonly asked: Asked[]
  readonly close: () => Promise<void>
}

/** A server that answers as a test says: it has no opinion of its own, so that the test is the specification. */
export async function startScriptedGraph(answer: (asked: Asked, nth: number) => Answer): Promise<ScriptedGraph> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://scripted')
      const text = Buffer.concat(chunks).toString('utf8')
      const one: Asked = {
        method: request.method ?? '',
        path: decodeURIComponent(url.pathname),
        rawUrl: request.url ?? '',
        query: url.searchParams,
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text),
      }
      asked.push(one)
      const reply = answer(one, asked.length)
      if ('drop' in reply) {
        request.socket.destroy()
        return
      }
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
      response.end(reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export type FakeClock = Clock & { readonly slept: number[] }

/** Time that passes only by sleeping, at once. */
export function fakeClock(start = Date.UTC(2026, 10, 22)): FakeClock {
  let now = start
  const slept: number[] = []
  const stopIfAborted = (signal: AbortSignal | undefined): void => {
    if (signal?.aborted) throw new AppError('app.cancelled')
  }
  return {
    slept,
    now: () => now,
    sleep: async (ms, signal) => {
      stopIfAborted(signal)
      slept.push(ms)
      now += ms
      // Gives sockets their turn.
      await new Promise((resolve) => setImmediate(resolve))
      stopIfAborted(signal)
    },
  }
}

export function clientFor(url: string, clock: Clock, overrides: Partial<GraphClientOptions> = {}): GraphClient {
  let ids = 0
  return createGraphClient({
    baseUrl: url,
    getToken: async () => 'secret-token',
    http: httpRequest,
    additionalCaPems: [],
    clock,
    logger: silentLogger,
    random: { uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`, fraction: () => 0.5 },
    ...overrides,
  })
}

/** The error a promise ends with; fails when it does not. */
export async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was expected to fail')
}

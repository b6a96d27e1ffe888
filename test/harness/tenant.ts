import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '../../electron/lib/logger.ts'
import { ensureFactory } from '../../electron/practice/factory.ts'
import type { Factory } from '../../electron/practice/factory.ts'
import { startTenant } from '../../electron/practice/tenant/start.ts'
import type { RunningTenant, TenantOptions } from '../../electron/practice/tenant/start.ts'

export type GraphMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export type GraphAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The parsed body; an empty object when there is none. */
  readonly json: Record<string, unknown>
}

/** A practice tenant of its own world in a temporary directory, in this process, with all its listeners up. */
export type TestTenant = RunningTenant & {
  readonly factory: Factory
  /** `ask('GET', '/beta/…')` with a token that may do everything; a null token sends none. */
  readonly ask: (method: GraphMethod, url: string, body?: unknown, token?: string | null) => Promise<GraphAnswer>
  readonly control: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Record<string, unknown>>
  /** Closes it and opens it again on the same data. */
  readonly restart: () => Promise<TestTenant>
  readonly dispose: () => Promise<void>
}

export async function startTestTenant(options: Partial<TenantOptions> = {}): Promise<TestTenant> {
  const directory = await mkdtemp(join(tmpdir(), 'slipway-tenant-'))
  return startIn(directory, options)
}

async function startIn(directory: string, options: Partial<TenantOptions>): Promise<TestTenant> {
  const factory = await ensureFactory(join(directory, 'factory'))
  const running = await startTenant({
    port: 0,
    devicePort: 0,
    authorityPort: 0,
    dataDirectory: join(directory, 'tenant'),
    factoryDirectory: join(directory, 'factory'),
    seed: 'empty',
    scale: 'instant',
    logger: silentLogger,
    ...options,
  })
  return {
    ...running,
    factory,
    ask: (method, url, body, token = running.announcement.token) => askGraph(running, method, url, body, token),
    control: (method, path, body) => askControl(running, method, path, body),
    restart: async () => {
      await running.close()
      return startIn(directory, options)
    },
    dispose: async () => {
      await running.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function askGraph(
  running: RunningTenant,
  method: GraphMethod,
  url: string,
  body: unknown,
  token: string | null,
): Promise<GraphAnswer> {
  const response = await running.graph.inject({
    method,
    url,
    headers: {
      host: '127.0.0.1',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.payload,
    json: parsed(response.payload),
  }
}

async function askControl(
  running: RunningTenant,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${running.announcement.controlUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${running.announcement.controlToken}`, 'content-type': 'application/json' },
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
  })
  if (!response.ok) throw new Error(`the control plane answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

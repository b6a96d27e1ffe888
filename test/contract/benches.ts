import type { GraphClient } from '../../electron/graph/call.ts'
import { createGraphClient } from '../../electron/graph/client.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import * as z from 'zod'
import { httpRequest } from '../../electron/lib/http.ts'
import type { HttpRequest } from '../../electron/lib/http.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { startTenantProcess } from '../journeys/tenant-process.ts'

/** A tenant the contract is held against. */
export type Bench = {
  readonly name: string
  /** The suite may write there. */
  readonly mayWrite: boolean
  readonly open: () => Promise<{
    readonly graph: GraphClient
    readonly control: (act: string, body?: object) => Promise<unknown>
    readonly stop: () => Promise<void>
  }>
}

const practice: Bench = {
  name: 'the practice tenant',
  mayWrite: true,
  open: async () => {
    const tenant = await startTenantProcess('demo')
    return { graph: tenant.client(), control: tenant.control, stop: tenant.stop }
  },
}

const batch = z.object({ requests: z.array(z.object({ method: z.literal('GET') })).min(1) })

/** A batch is a POST that only reads when each of its parts does; nothing else but GET is let through. */
export function onlyReads({ method, url, body }: Pick<HttpRequest, 'method' | 'url' | 'body'>): boolean {
  if (method === 'GET') return true
  if (method !== 'POST' || !new URL(url).pathname.endsWith('/$batch') || typeof body !== 'string') return false
  return batch.safeParse(JSON.parse(body)).success
}

/** Read only: `SLIPWAY_TENANT_TOKEN` is a Graph token of a real tenant, `SLIPWAY_TENANT_GRAPH` where its cloud has Graph. */
function realBench(token: string): Bench {
  const baseUrl = process.env['SLIPWAY_TENANT_GRAPH'] ?? 'https://graph.microsoft.com'
  const graph = createGraphClient({
    baseUrl,
    getToken: async () => token,
    http: (request) => {
      if (!onlyReads(request)) throw new TypeError(`${request.method} ${request.url}: a real tenant is only read`)
      return httpRequest(request)
    },
    additionalCaPems: [],
    clock: systemClock,
    logger: silentLogger,
  })
  const control = async (): Promise<never> => {
    throw new TypeError('a real tenant has no control plane')
  }
  return { name: 'a real tenant', mayWrite: false, open: async () => ({ graph, control, stop: async () => {} }) }
}

const token = process.env['SLIPWAY_TENANT_TOKEN']

/** Without a token there is nothing to skip: the real tenant is then simply not one of them. */
export const benches: readonly Bench[] = [practice, ...(token === undefined ? [] : [realBench(token)])]

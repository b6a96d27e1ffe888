import { z } from 'zod'
import { randomUuid } from '../../../lib/crypto.ts'
import type { Tenant } from '../tenant.ts'
import { writeAudit } from './audit.ts'
import type { Caller, GraphCall, GraphReply } from './call.ts'
import { jsonReply } from './call.ts'
import { GraphFailure, failureBody, malformedRequest, missingScope } from './failure.ts'
import type { RequestIds } from './failure.ts'
import { readPath } from './path.ts'
import { readQuery } from './query.ts'
import { Router } from './router.ts'
import { graphRoutes } from './routes.ts'
import { Throttle, forcedFailure } from './throttle.ts'

export type GraphRequest = RequestIds & {
  /** Of the listener it came to, no slash at the end. */
  readonly origin: string
  readonly method: string
  /** Path and query, the version in front. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly caller: Caller
}

const batchSchema = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        method: z.string(),
        url: z.string(),
        headers: z.record(z.string(), z.string()).optional(),
        body: z.unknown().optional(),
        dependsOn: z.array(z.string()).optional(),
      }),
    )
    .max(20),
})

type BatchItem = z.infer<typeof batchSchema>['requests'][number]
type BatchAnswer = { readonly id: string; readonly status: number; readonly headers: object; readonly body?: unknown }

/** Takes requests to routes: scopes, throttling, forced failures, audit and $batch. It knows no web server. */
export class Dispatcher {
  readonly #tenant: Tenant
  readonly #router = new Router(graphRoutes)
  readonly #throttle = new Throttle()

  constructor(tenant: Tenant) {
    this.#tenant = tenant
  }

  /** Never throws: trouble becomes the answer Graph would give. */
  async answer(request: GraphRequest): Promise<GraphReply> {
    try {
      return await this.#answer(request)
    } catch (error) {
      const failure = error instanceof GraphFailure ? error : this.#unexpected(error, request)
      return {
        status: failure.status,
        headers: failure.headers,
        body: failureBody(failure, request, this.#tenant.clock.now()),
      }
    }
  }

  async #answer(request: GraphRequest): Promise<GraphReply> {
    const url = new URL(request.url, request.origin)
    const path = readPath(url.pathname)
    if (request.method === 'POST' && path.segments.length === 1 && path.segments[0]?.name === '$batch') {
      return this.#batch(request, path.version)
    }
    const { route, params } = this.#router.find(request.method, path)
    if (route.scopes.length > 0 && !route.scopes.some((scope) => request.caller.scopes.includes(scope))) {
      throw missingScope(route.scopes)
    }
    const isWrite = request.method !== 'GET'
    const isIntune = route.path.startsWith('deviceManagement')
    // Everybody of an organization may look into its directory.
    if (route.scopes.length > 0 && (isIntune || isWrite)) checkRights(request.caller, isWrite)
    if (this.#tenant.switches.throttling) this.#throttle.admit(route.family, isWrite, this.#tenant.clock.now())
    const forced = this.#tenant.forced.take('graph')
    if (forced !== null) throw forcedFailure(forced.status, forced.retryAfter)
    const base = `${request.origin}/${path.version}`
    const call: GraphCall = {
      ...request,
      tenant: this.#tenant,
      version: path.version,
      params,
      query: readQuery(url.searchParams),
      search: url.searchParams,
      selfUrl: `${request.origin}${url.pathname}`,
      // OData: the key of the entity itself is not part of its context.
      contextUrl: `${base}/$metadata#${route.path.replace(/\/:\w+$/, '').replaceAll(/\/:(\w+)/g, (_, name: string) => `('${params[name] ?? ''}')`)}`,
      cursorKey: Buffer.from(this.#tenant.world.cursorKeyHex, 'hex'),
    }
    const reply = await route.handle(call)
    if (isIntune && isWrite && reply.status < 300) await writeAudit(call, route, reply)
    return reply
  }

  async #batch(request: GraphRequest, version: string): Promise<GraphReply> {
    const parsed = batchSchema.safeParse(request.body)
    if (!parsed.success) throw malformedRequest('A batch takes up to 20 requests, each with id, method and url')
    const { requests } = parsed.data
    if (requests.length === 0) throw malformedRequest('A batch needs at least one request')
    if (requests.some((item) => /^\/?\$batch\b/i.test(item.url))) throw malformedRequest('A batch takes no other batch')
    const ids = new Set(requests.map((item) => item.id))
    if (ids.size !== requests.length) throw malformedRequest('The ids of the requests in a batch must be unique')
    if (requests.some((item) => item.dependsOn?.some((id) => !ids.has(id)))) {
      throw malformedRequest('A request of the batch depends on one that is not in it')
    }
    const responses: BatchAnswer[] = []
    // In order of the ids that are waited for; what waits for itself is never answered and counts as failed.
    let waiting: readonly BatchItem[] = requests
    while (waiting.length > 0) {
      const answered = (id: string) => responses.find((response) => response.id === id)
      const ready = waiting.filter((item) => (item.dependsOn ?? []).every((id) => answered(id) !== undefined))
      if (ready.length === 0) throw malformedRequest('The requests of the batch depend on each other in a circle')
      for (const item of ready) {
        const blocked = item.dependsOn?.some((id) => (answered(id)?.status ?? 500) >= 400) === true
        responses.push(blocked ? failedDependency(item) : await this.#batchItem(item, request, version))
      }
      waiting = waiting.filter((item) => answered(item.id) === undefined)
    }
    return jsonReply(200, { responses })
  }

  async #batchItem(item: BatchItem, outer: GraphRequest, version: string): Promise<BatchAnswer> {
    const sent = Object.fromEntries(
      Object.entries(item.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const withoutType = item.body !== undefined && sent['content-type'] === undefined
    const reply = await this.answer({
      origin: outer.origin,
      method: withoutType ? 'BODY-WITHOUT-CONTENT-TYPE' : item.method.toUpperCase(),
      url: `/${version}/${item.url.replace(/^\//, '')}`,
      headers: sent,
      body: item.body,
      caller: outer.caller,
      requestId: randomUuid(),
      clientRequestId: outer.clientRequestId,
    })
    const headers = { ...(reply.body === null ? {} : { 'Content-Type': 'application/json' }), ...reply.headers }
    return { id: item.id, status: reply.status, headers, ...(reply.body === null ? {} : { body: reply.body }) }
  }

  #unexpected(error: unknown, request: GraphRequest): GraphFailure {
    this.#tenant.logger.error(
      { err: error, method: request.method, requestId: request.requestId },
      'a Graph route failed',
    )
    return new GraphFailure(500, 'InternalServerError', 'An internal error has occurred', { style: 'intune' })
  }
}

/** Delegated permissions are the lesser of what the application may and what the person may. */
function checkRights({ rights = 'write' }: Caller, isWrite: boolean): void {
  if (rights === 'write' || (rights === 'read' && !isWrite)) return
  const message = 'User is not authorized to perform this operation'
  throw new GraphFailure(403, 'Forbidden', message, { style: 'intune' })
}

function failedDependency(item: BatchItem): BatchAnswer {
  const error = { code: 'FailedDependency', message: 'A request this one depends on has failed.' }
  return { id: item.id, status: 424, headers: {}, body: { error } }
}

import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { GraphBatchItem, GraphBatchResult, GraphVersion } from './call.ts'
import type { Incoming } from './exchange.ts'
import { graphAppError, readGraphError } from './graph-error.ts'
import { decideRetry, readRetryAfter } from './retry.ts'
import type { RetryPolicy } from './retry.ts'

/** Microsoft: JSON batching takes at most 20 requests. */
export const batchSize = 20

type BatchPart = {
  readonly id: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}
const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.coerce.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
})

export type BatchParts = {
  /** Sends one `$batch` body; `writes` says how many of its requests change something. */
  readonly post: (
    version: GraphVersion,
    body: unknown,
    what: { readonly idempotent: boolean; readonly writes: number },
  ) => Promise<Incoming>
  readonly clock: Clock
  readonly fraction: () => number
  readonly retry: RetryPolicy
}

/** Splits, sends, repeats what was throttled, and puts the results in the order of the items. */
export async function runBatch(
  parts: BatchParts,
  version: GraphVersion,
  items: readonly GraphBatchItem[],
  signal?: AbortSignal,
): Promise<readonly GraphBatchResult[]> {
  checkItems(items)
  const results: GraphBatchResult[] = []
  for (let at = 0; at < items.length; at += batchSize) {
    results.push(...(await runChunk(parts, version, items.slice(at, at + batchSize), signal)))
  }
  return results
}

function checkItems(items: readonly GraphBatchItem[]): void {
  if (new Set(items.map((item) => item.id)).size !== items.length) throw new TypeError('ids in a batch must differ')
  if (items.length > batchSize && items.some((item) => item.dependsOn)) {
    throw new TypeError(`a batch with dependencies holds at most ${batchSize} requests`)
  }
}

async function runChunk(
  parts: BatchParts,
  version: GraphVersion,
  items: readonly GraphBatchItem[],
  signal?: AbortSignal,
): Promise<readonly GraphBatchResult[]> {
  const settled = new Map<string, BatchPart>()
  let open = items
  for (let attempt = 1; ; attempt++) {
    for (const part of await sendOnce(parts, version, open)) settled.set(part.id, part)
    const delays = open.map((item) => delayOf(item, settled, attempt, parts))
    open = items.filter((item) =>
      isOpen(item, settled, new Set(open.filter((_, i) => delays[i] !== null).map((o) => o.id))),
    )
    if (open.length === 0) break
    await parts.clock.sleep(Math.max(...delays.map((ms) => ms ?? 0)), signal)
  }
  return items.map((item) => resultOf(item, settled.get(item.id)))
}

/** To be sent again: throttled, or failed only because something it depends on was. */
function isOpen(item: GraphBatchItem, settled: ReadonlyMap<string, BatchPart>, again: ReadonlySet<string>): boolean {
  if (again.has(item.id)) return true
  return settled.get(item.id)?.status === 424 && (item.dependsOn ?? []).some((id) => again.has(id))
}

function delayOf(
  item: GraphBatchItem,
  settled: ReadonlyMap<string, BatchPart>,
  attempt: number,
  parts: BatchParts,
): number | null {
  const part = settled.get(item.id)
  if (part === undefined || part.status < 400) return null
  const header = Object.entries(part.headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1]
  const retryAfterMs = readRetryAfter(header, parts.clock.now())
  const failure = { kind: 'status', status: part.status, retryAfterMs } as const
  const decision = decideRetry(failure, isIdempotent(item), attempt, parts.fraction(), parts.retry)
  return decision.kind === 'retry' ? decision.afterMs : null
}

async function sendOnce(
  parts: BatchParts,
  version: GraphVersion,
  items: readonly GraphBatchItem[],
): Promise<readonly BatchPart[]> {
  const ids = new Set(items.map((item) => item.id))
  const requests = items.map((item) => ({
    id: item.id,
    method: item.method,
    url: item.path,
    ...(item.body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: item.body }),
    // What succeeded in an earlier round is not part of this one.
    ...dependencies((item.dependsOn ?? []).filter((id) => ids.has(id))),
  }))
  const writes = items.filter(({ method }) => method !== 'GET').length
  const answer = await parts.post(version, { requests }, { idempotent: items.every(isIdempotent), writes })
  const parsed = batchAnswer.safeParse(answer.json)
  if (!parsed.success)
    throw new AppError('graph.unexpectedAnswer', { target: 'POST $batch', message: 'no batch answer' })
  return parsed.data.responses
    .filter((response) => ids.has(response.id))
    .map(({ id, status, headers, body }) => ({ id, status, headers: headers ?? {}, body }))
}

function dependencies(ids: readonly string[]): { readonly dependsOn?: readonly string[] } {
  return ids.length === 0 ? {} : { dependsOn: ids }
}

function isIdempotent(item: GraphBatchItem): boolean {
  return item.idempotent ?? item.method !== 'POST'
}

function resultOf(item: GraphBatchItem, part: BatchPart | undefined): GraphBatchResult {
  const target = `${item.method} ${item.path.split('?')[0] ?? ''}`
  if (part === undefined) {
    const error = new AppError('graph.unexpectedAnswer', { target, message: 'the batch answer leaves it out' })
    return { id: item.id, status: 0, body: undefined, error }
  }
  const { id, status, body, headers } = part
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const ok = status >= 200 && status < 300
  return { id, status, body, error: ok ? null : graphAppError(readGraphError(status, body, lower), target) }
}

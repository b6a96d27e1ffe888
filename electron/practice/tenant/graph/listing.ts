import { constantTimeEqual, hmacSha256 } from '../../../lib/crypto.ts'
import { malformedRequest } from './failure.ts'
import { compileFilter, plainText } from './filter.ts'
import type { Entity, FilterProperties } from './filter.ts'
import type { GraphCall } from './call.ts'
import { jsonReply } from './call.ts'
import type { GraphReply } from './call.ts'

export type ListingOptions = {
  readonly filterable?: FilterProperties
  /** Properties that only a single GET shows; a list gives null or 0 for them. */
  readonly hidden?: Readonly<Record<string, null | 0>>
  /** Navigations that $expand may name. */
  readonly expandable?: readonly string[]
}

/** Small on purpose, so that every client must page. */
const defaultPage = 50

/** Filters, orders, pages and trims a whole collection. */
export function listReply(call: GraphCall, entities: readonly Entity[], options: ListingOptions = {}): GraphReply {
  const { query } = call
  checkExpand(call, options.expandable ?? [])
  const kept = query.filter === null ? entities : entities.filter(compileFilter(query.filter, options.filterable ?? {}))
  const ordered = query.orderBy === null ? kept : sorted(kept, query.orderBy)
  const start = query.skipToken === null ? 0 : openCursor(call, query.skipToken)
  const size = query.top ?? defaultPage
  const page = ordered
    .slice(start, start + size)
    .map((entity) => selected({ ...entity, ...options.hidden }, query.select))
  const more = start + size < ordered.length
  return jsonReply(200, {
    '@odata.context': call.contextUrl,
    ...(query.count ? { '@odata.count': ordered.length } : {}),
    ...(more ? { '@odata.nextLink': nextLink(call, start + size) } : {}),
    value: page,
  })
}

/** One entity with $select applied. */
export function entityReply(call: GraphCall, entity: Entity, status = 200): GraphReply {
  return jsonReply(status, { '@odata.context': `${call.contextUrl}/$entity`, ...selected(entity, call.query.select) })
}

export function countReply(call: GraphCall, entities: readonly Entity[], filterable: FilterProperties): GraphReply {
  const kept = call.query.filter === null ? entities : entities.filter(compileFilter(call.query.filter, filterable))
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(kept.length) }
}

function checkExpand(call: GraphCall, expandable: readonly string[]): void {
  const wrong = call.query.expand.find((name) => !expandable.includes(name))
  if (wrong !== undefined) throw malformedRequest(`The navigation '${wrong}' cannot be expanded here`)
}

function selected(entity: Entity, select: readonly string[] | null): Entity {
  if (select === null) return entity
  const wrong = select.find((name) => !Object.hasOwn(entity, name))
  if (wrong !== undefined) throw malformedRequest(`Could not find a property named '${wrong}' to select`)
  const keys = ['@odata.type', 'id', ...select].filter((key) => Object.hasOwn(entity, key))
  return Object.fromEntries(keys.map((key) => [key, entity[key]]))
}

function sorted(
  entities: readonly Entity[],
  order: { readonly property: string; readonly descending: boolean },
): readonly Entity[] {
  const { property, descending } = order
  if (entities.some((entity) => !Object.hasOwn(entity, property))) {
    throw malformedRequest(`Could not find a property named '${property}' to order by`)
  }
  const sign = descending ? -1 : 1
  const key = (entity: Entity) => plainText(entity[property])
  return entities.toSorted((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0))
}

function nextLink(call: GraphCall, offset: number): string {
  const search = new URLSearchParams(call.search)
  search.delete('$skiptoken')
  const text = [...search].map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${call.selfUrl}?${[...text, `$skiptoken=${cursor(call, offset)}`].join('&')}`
}

/** Opaque and signed, and good for the same question only: a made-up or transplanted token is refused. */
function cursor(call: GraphCall, offset: number): string {
  const signature = hmacSha256(call.cursorKey, `${offset} ${question(call)}`)
    .toString('base64url')
    .slice(0, 22)
  return Buffer.from(`${offset}.${signature}`).toString('base64url')
}

function openCursor(call: GraphCall, token: string): number {
  const offset = Number(/^(\d{1,9})\./.exec(Buffer.from(token, 'base64url').toString('latin1'))?.[1] ?? Number.NaN)
  if (!Number.isFinite(offset) || !constantTimeEqual(Buffer.from(cursor(call, offset)), Buffer.from(token))) {
    throw malformedRequest('The skip token is not valid for this request')
  }
  return offset
}

function question(call: GraphCall): string {
  return JSON.stringify([call.selfUrl, call.query.filter, call.query.orderBy, call.query.top])
}

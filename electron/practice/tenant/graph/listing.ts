import { constantTimeEqual, hmacSha256 } from '../../../lib/crypto.ts'
import { checkDirectoryQuery, isEventual, unsupportedQuery } from './directory-query.ts'
import { malformedRequest } from './failure.ts'
import { compileFilter, plainText } from './filter.ts'
import { compileSearch } from './search.ts'
import type { Entity, FilterProperties } from './filter.ts'
import type { GraphCall } from './call.ts'
import type { ODataQuery } from './query.ts'
import { jsonReply } from './call.ts'
import type { GraphReply } from './call.ts'

export type ListingOptions = {
  readonly filterable?: FilterProperties
  /** Properties that only a single GET shows; a list gives null or 0 for them. */
  readonly hidden?: Readonly<Record<string, null | 0>>
  /** Navigations that $expand may name. */
  readonly expandable?: readonly string[]
  /** Properties that $search may name. */
  readonly searchable?: readonly string[]
  /** The directory pages and counts in ways of its own. */
  readonly isDirectory?: boolean
  /** Members of several kinds: $select takes what each of them has. */
  readonly mixedTypes?: boolean
  /** What the type has, whether or not an entity of it is there to show it. */
  readonly properties?: readonly string[]
}

/** Small on purpose, so that every client must page. */
const defaultPage = 50

/** Filters, orders, pages and trims a whole collection. */
export function listReply(call: GraphCall, entities: readonly Entity[], options: ListingOptions = {}): GraphReply {
  const { query } = call
  checkExpand(call, options.expandable ?? [])
  if (options.isDirectory === true) checkDirectoryQuery(call)
  checkNames(call, entities, options)
  const found = query.search === null ? entities : entities.filter(compileSearch(query.search, options.searchable))
  const kept = filtered(call, found, options.filterable ?? {})
  const ordered = query.orderBy.length === 0 ? kept : sorted(kept, query.orderBy)
  const start = query.skip + (query.skipToken === null ? 0 : openCursor(call, query.skipToken))
  const preferred = preferredPage(call)
  const size = query.top ?? preferred ?? defaultPage
  const page = ordered.slice(start, start + size).map((entity) => selected({ ...entity, ...options.hidden }, query))
  const more = start + size < ordered.length
  const body = {
    '@odata.context': contextOf(call),
    ...(query.count ? { '@odata.count': ordered.length } : {}),
    ...(more ? { '@odata.nextLink': nextLink(call, start + size - query.skip) } : {}),
    value: page,
  }
  const headers = preferred === null ? {} : { 'preference-applied': `odata.maxpagesize=${preferred}` }
  return { status: 200, headers, body }
}

function filtered(call: GraphCall, entities: readonly Entity[], filterable: FilterProperties): readonly Entity[] {
  const { filter } = call.query
  return filter === null ? entities : entities.filter(compileFilter(filter, filterable))
}

/** OData 4.01: how many a client would like in a page. `$top` is how many it wants in all, and stronger. */
function preferredPage({ headers, query }: GraphCall): number | null {
  const size = Number(
    /(?:^|[,;\s])(?:odata\.)?maxpagesize=(\d{1,4})(?:$|[,;\s])/i.exec(headers['prefer'] ?? '')?.[1] ?? 0,
  )
  return query.top === null && size >= 1 && size <= 1000 ? size : null
}

/** One entity with $select applied. A single one takes no other option but an $expand that the route knows. */
export function entityReply(
  call: GraphCall,
  entity: Entity,
  status = 200,
  { expandable = [], properties = [] }: Pick<ListingOptions, 'expandable' | 'properties'> = {},
): GraphReply {
  const { query } = call
  checkExpand(call, expandable)
  const forLists = query.filter ?? query.search ?? query.skipToken
  if (call.method === 'GET' && (forLists !== null || query.count || query.skip > 0 || query.orderBy.length > 0))
    throw malformedRequest('$filter, $search, $orderby, $skip and $count apply to collections only')
  checkNames(call, [entity], { properties })
  return jsonReply(status, { '@odata.context': `${contextOf(call)}/$entity`, ...selected(entity, query) })
}

/** OData: the context names what was selected. */
function contextOf({ contextUrl, query }: GraphCall): string {
  return query.select === null ? contextUrl : `${contextUrl}(${query.select.join(',')})`
}

/** @throws GraphFailure 400 for a name in $select or $orderby that the type does not have */
function checkNames({ query }: GraphCall, entities: readonly Entity[], options: ListingOptions): void {
  const known = new Set([...(options.properties ?? []), ...entities.flatMap((entity) => Object.keys(entity))])
  // Nothing is known of a collection that is empty and has not said what its type has.
  if (known.size === 0) return
  const wrongName = query.select?.find((name) => !known.has(name))
  if (wrongName !== undefined && options.mixedTypes !== true)
    throw malformedRequest(`Could not find a property named '${wrongName}' to select`)
  const wrongOrder = query.orderBy.find(({ property }) => !known.has(property))
  if (wrongOrder !== undefined)
    throw malformedRequest(`Could not find a property named '${wrongOrder.property}' to order by`)
}

export function countReply(
  call: GraphCall,
  entities: readonly Entity[],
  filterable: FilterProperties,
  isDirectory = false,
): GraphReply {
  if (isDirectory && !isEventual(call)) throw unsupportedQuery('$count is not currently supported.')
  const kept = filtered(call, entities, filterable)
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(kept.length) }
}

function checkExpand(call: GraphCall, expandable: readonly string[]): void {
  const wrong = call.query.expand.find((name) => !expandable.includes(name))
  if (wrong !== undefined) throw malformedRequest(`The navigation '${wrong}' cannot be expanded here`)
}

/** The properties that were asked for, and what was expanded beside them. */
function selected(entity: Entity, { select, expand }: ODataQuery): Entity {
  if (select === null) return entity
  const keys = ['@odata.type', 'id', ...select, ...expand].filter((key) => Object.hasOwn(entity, key))
  return Object.fromEntries(keys.map((key) => [key, entity[key]]))
}

function sorted(entities: readonly Entity[], orders: ODataQuery['orderBy']): readonly Entity[] {
  return entities.toSorted((a, b) => {
    for (const { property, descending } of orders) {
      const [one, other] = [plainText(a[property]), plainText(b[property])]
      if (one !== other) return one < other === descending ? 1 : -1
    }
    return 0
  })
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
  const { filter, search, orderBy, top, skip } = call.query
  return JSON.stringify([call.selfUrl, filter, search, orderBy, top, skip])
}

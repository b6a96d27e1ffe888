import { malformedRequest } from './failure.ts'

/** The query options of one request, read but not yet applied. */
export type ODataQuery = {
  readonly top: number | null
  readonly skipToken: string | null
  readonly count: boolean
  readonly filter: string | null
  readonly select: readonly string[] | null
  readonly expand: readonly string[]
  readonly orderBy: { readonly property: string; readonly descending: boolean } | null
}

const known = ['$top', '$skiptoken', '$count', '$filter', '$select', '$expand', '$orderby', '$format']

/** @throws GraphFailure 400 for an unknown or repeated option or an impossible value */
export function readQuery(search: URLSearchParams): ODataQuery {
  const options = new Map<string, string>()
  for (const [name, value] of search) {
    const option = name.toLowerCase()
    // Options without a dollar sign are not OData's; Graph ignores them.
    if (!option.startsWith('$')) continue
    if (!known.includes(option)) throw malformedRequest(`The query option '${name.slice(0, 40)}' is not supported`)
    if (options.has(option)) throw malformedRequest(`The query option '${option}' was given more than once`)
    options.set(option, value)
  }
  return {
    top: readTop(options.get('$top')),
    skipToken: options.get('$skiptoken') ?? null,
    count: readCount(options.get('$count')),
    filter: options.get('$filter') ?? null,
    select: options.has('$select') ? names(options.get('$select')) : null,
    expand: names(options.get('$expand')),
    orderBy: readOrder(options.get('$orderby')),
  }
}

function readTop(text: string | undefined): number | null {
  if (text === undefined) return null
  const top = /^\d+$/.test(text) ? Number(text) : 0
  if (top < 1 || top > 1000) throw malformedRequest('$top must be a number from 1 to 1000')
  return top
}

function readCount(text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  throw malformedRequest('$count must be true or false')
}

function readOrder(text: string | undefined): ODataQuery['orderBy'] {
  if (text === undefined) return null
  const [, property, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(text) ?? []
  if (property === undefined) throw malformedRequest('$orderby takes one property here')
  return { property, descending: direction === 'desc' }
}

function names(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

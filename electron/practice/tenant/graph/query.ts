import { malformedRequest } from './failure.ts'

/** The query options of one request, read but not yet applied. */
export type ODataQuery = {
  readonly top: number | null
  readonly skip: number
  readonly skipToken: string | null
  /** Text of `$search`, quotes and all. */
  readonly search: string | null
  readonly count: boolean
  readonly filter: string | null
  readonly select: readonly string[] | null
  readonly expand: readonly string[]
  readonly orderBy: readonly { readonly property: string; readonly descending: boolean }[]
}

const known = [
  '$top',
  '$skip',
  '$skiptoken',
  '$count',
  '$filter',
  '$search',
  '$select',
  '$expand',
  '$orderby',
  '$format',
]

/** @throws GraphFailure 400 for an unknown or repeated option or an impossible value */
export function readQuery(search: URLSearchParams): ODataQuery {
  const options = new Map<string, string>()
  for (const [name, value] of search) {
    // OData 4.01: the dollar sign may be left out. Other names are not OData's; Graph ignores them.
    const lower = name.toLowerCase()
    const option = known.includes(`$${lower}`) ? `$${lower}` : lower
    if (!option.startsWith('$')) continue
    if (!known.includes(option)) throw malformedRequest(`The query option '${name.slice(0, 40)}' is not supported`)
    if (options.has(option)) throw malformedRequest(`The query option '${option}' was given more than once`)
    options.set(option, value)
  }
  const format = options.get('$format')?.toLowerCase() ?? 'json'
  if (format !== 'json' && !format.startsWith('application/json')) throw malformedRequest('Only JSON is served')
  return {
    top: readTop(options.get('$top')),
    skip: readSkip(options.get('$skip')),
    skipToken: options.get('$skiptoken') ?? null,
    count: readCount(options.get('$count')),
    filter: options.get('$filter') ?? null,
    search: options.get('$search') ?? null,
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

function readSkip(text: string | undefined): number {
  if (text === undefined) return 0
  if (!/^\d{1,9}$/.test(text)) throw malformedRequest('$skip must be a whole number')
  return Number(text)
}

function readCount(text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  throw malformedRequest('$count must be true or false')
}

function readOrder(text: string | undefined): ODataQuery['orderBy'] {
  return names(text).map((part) => {
    const [, property, direction] = /^(\w+)(?:\s+(asc|desc))?$/i.exec(part) ?? []
    if (property === undefined) throw malformedRequest('$orderby takes properties, each with asc or desc behind it')
    return { property, descending: direction?.toLowerCase() === 'desc' }
  })
}

function names(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

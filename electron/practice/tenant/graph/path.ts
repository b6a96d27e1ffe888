import { malformedRequest } from './failure.ts'

/** One step of an OData path, with the arguments of a function call if it had any. */
export type Segment = { readonly name: string; readonly args: Readonly<Record<string, string>> }

export type GraphVersion = 'v1.0' | 'beta'

export type GraphPath = { readonly version: GraphVersion; readonly segments: readonly Segment[] }

/**
 * Reads `/{version}/a/{key}/b('key')/f(x='1')`: a key in parentheses becomes a segment of its own, so that both ways of
 * writing it are one; `()` is dropped and so is the prefix `microsoft.graph.`.
 * @throws GraphFailure 400 for another version or an unreadable path
 */
export function readPath(path: string): GraphPath {
  const [version = '', ...raw] = path.split('/').slice(1)
  const known = ['v1.0', 'beta'].find((name) => name === version.toLowerCase()) as GraphVersion | undefined
  if (known === undefined) throw malformedRequest(`Invalid version: ${version.slice(0, 40)}`)
  const parts = raw.at(-1) === '' ? raw.slice(0, -1) : raw
  return { version: known, segments: parts.flatMap((part) => readSegment(decode(part))) }
}

function readSegment(text: string): readonly Segment[] {
  const match = /^([^()]+)\((.*)\)$/s.exec(text)
  if (!match) {
    if (text === '' || /[()]/.test(text)) throw malformedRequest(`The segment '${text.slice(0, 80)}' cannot be read`)
    return [{ name: withoutNamespace(text), args: {} }]
  }
  const [, name = '', inside = ''] = match
  if (inside === '') return [{ name: withoutNamespace(name), args: {} }]
  const key = literal(inside)
  if (key !== null)
    return [
      { name, args: {} },
      { name: key, args: {} },
    ]
  return [{ name: withoutNamespace(name), args: readArguments(inside) }]
}

function readArguments(text: string): Readonly<Record<string, string>> {
  const args: Record<string, string> = Object.create(null) as Record<string, string>
  for (const part of text.split(/,(?=\s*\w+=)/)) {
    const [, name, value = ''] = /^\s*(\w+)=(.*)$/s.exec(part) ?? []
    if (name === undefined) throw malformedRequest('The arguments of the function cannot be read')
    args[name] = literal(value) ?? value
  }
  return args
}

/** The text inside single quotes, doubled quotes undone; null when it is not a quoted literal. */
function literal(text: string): string | null {
  const inside = /^'((?:[^']|'')*)'$/s.exec(text)?.[1]
  return inside === undefined ? null : inside.replaceAll("''", "'")
}

function withoutNamespace(name: string): string {
  return name.toLowerCase().startsWith('microsoft.graph.') ? name.slice('microsoft.graph.'.length) : name
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw malformedRequest('The path is not properly encoded')
  }
}

import type { GraphRoute } from './call.ts'
import { malformedRequest } from './failure.ts'
import type { GraphPath, Segment } from './path.ts'

export type RouteMatch = { readonly route: GraphRoute; readonly params: Readonly<Record<string, string>> }

type Compiled = { readonly route: GraphRoute; readonly parts: readonly string[] }

/** Finds routes by path segments, compared without case; fixed segments win over keys. */
export class Router {
  readonly #routes: readonly Compiled[]

  constructor(routes: readonly GraphRoute[]) {
    this.#routes = routes
      .map((route) => ({ route, parts: route.path.split('/') }))
      .toSorted((a, b) => keyCount(a.parts) - keyCount(b.parts))
  }

  /** @throws GraphFailure 400 for an unknown segment, a missing method or a beta route asked for on v1.0 */
  find(method: string, path: GraphPath): RouteMatch {
    const fitting = this.#routes.filter(({ parts }) => fits(parts, path.segments))
    if (fitting.length === 0)
      throw malformedRequest(`Resource not found for the segment '${this.#firstUnknown(path)}'.`)
    const match = fitting.find(({ route }) => route.method === method)
    if (match === undefined)
      throw malformedRequest('No OData route exists that match template for this method and address.')
    if (match.route.beta && path.version !== 'beta') {
      throw malformedRequest(`Resource not found for the segment '${path.segments.at(1)?.name ?? ''}' in version v1.0.`)
    }
    return { route: match.route, params: collect(match.parts, path.segments) }
  }

  #firstUnknown(path: GraphPath): string {
    const index = path.segments.findIndex(
      (_, at) =>
        !this.#routes.some(
          ({ parts }) => parts.length > at && fits(parts.slice(0, at + 1), path.segments.slice(0, at + 1)),
        ),
    )
    return (path.segments[index === -1 ? path.segments.length - 1 : index]?.name ?? '').slice(0, 80)
  }
}

function fits(parts: readonly string[], segments: readonly Segment[]): boolean {
  if (parts.length !== segments.length) return false
  return parts.every((part, index) => {
    const name = segments[index]?.name ?? ''
    return part.startsWith(':') ? !name.startsWith('$') : part.toLowerCase() === name.toLowerCase()
  })
}

function collect(parts: readonly string[], segments: readonly Segment[]): Readonly<Record<string, string>> {
  const params: Record<string, string> = { ...segments.at(-1)?.args }
  for (const [index, part] of parts.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = segments[index]?.name ?? ''
  }
  return params
}

function keyCount(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith(':')).length
}

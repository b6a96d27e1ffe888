import type { z } from 'zod'
import type { GraphCall } from './call.ts'
import { malformedRequest } from './failure.ts'

/**
 * The request's body as the schema says; `@odata.` annotations other than the type are dropped, as a service ignores
 * them. @throws GraphFailure 400 gateway style, naming an unknown property as Graph does
 */
export function readBody<Schema extends z.ZodType>(call: GraphCall, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(withoutAnnotations(call.body))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (issue?.code === 'unrecognized_keys') {
    throw malformedRequest(`The property '${issue.keys[0] ?? ''}' does not exist on this type.`)
  }
  const where = issue?.path.join('/') ?? ''
  throw malformedRequest(where === '' ? 'The request body cannot be read' : `The value of '${where}' cannot be read`)
}

function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutAnnotations(item))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => key === '@odata.type' || !key.includes('@odata.'))
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutAnnotations(item)]))
}

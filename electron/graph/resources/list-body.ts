import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'

/** The elements of a list that came inside a batch. @throws AppError 'graph.unexpectedAnswer' */
export function parseListBody<T>(schema: z.ZodType<T>, body: unknown, path: string): readonly T[] {
  const parsed = z.object({ value: z.array(schema) }).safeParse(body)
  if (parsed.success) return parsed.data.value
  throw new AppError('graph.unexpectedAnswer', { target: `GET ${path}`, message: 'no list where one was expected' })
}

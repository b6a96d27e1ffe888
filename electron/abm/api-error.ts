import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import type { HttpResponse } from '../lib/http.ts'

/** Apple: `errors` with at least one; a code may have parts, separated by periods. Texts are for people only. */
const errorBody = z.object({
  errors: z
    .array(
      z.object({
        id: z.string().optional(),
        status: z.string().optional(),
        code: z.string().default(''),
        title: z.string().default(''),
        detail: z.string().default(''),
        /** A JSON pointer or the name of a query parameter. */
        source: z.looseObject({ pointer: z.string().optional(), parameter: z.string().optional() }).optional(),
      }),
    )
    .min(1),
})

/** The sentence for an answer that is no success. `what` is method and path. */
export function abmError(response: HttpResponse, what: string): AppError {
  const { status } = response
  const first = readErrors(response.body)[0]
  const code = first?.code ?? ''
  const where = first?.source?.parameter ?? first?.source?.pointer
  const detail = [first?.detail || first?.title || what, ...(where === undefined ? [] : [`(${where})`])].join(' ')
  if (status === 429) return new AppError('abm.throttled')
  if (status >= 500) return new AppError('abm.serviceTrouble', { status })
  // By analogy with Apple's other APIs of this form, where agreements are named in the code.
  if (status === 403 && /AGREEMENT|TERMS/i.test(code)) return new AppError('abm.termsNotSigned')
  if (status === 403) return new AppError('abm.forbidden', { detail: detail.slice(0, 500) })
  return new AppError('abm.refused', {
    status,
    code: (code || String(status)).slice(0, 100),
    detail: detail.slice(0, 500),
    id: (first?.id ?? '–').slice(0, 100),
  })
}

function readErrors(body: Buffer): z.infer<typeof errorBody>['errors'] {
  const parsed = errorBody.safeParse(parseJson(body))
  return parsed.success ? parsed.data.errors : []
}

/** Undefined for what is no JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

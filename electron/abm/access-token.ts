import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import type { HttpResponse } from '../lib/http.ts'
import { parseJson } from './api-error.ts'
import { clientAssertion } from './client-assertion.ts'
import type { AbmCredentials } from './client-assertion.ts'

/** A bearer and when it ends, milliseconds since 1970. In memory only. */
export type AccessToken = { readonly value: string; readonly endsAt: number }

const answerShape = z.object({ access_token: z.string().min(1).max(10_000), expires_in: z.number().positive() })
const refusalShape = z.object({ error: z.string(), error_description: z.string().optional() })
/** A token that is about to end might end on its way. */
const marginMs = 60_000

/** The form that asks for a token (RFC 6749 with RFC 7523). A fresh assertion each time: nothing is used twice. */
export function tokenForm(credentials: AbmCredentials, scope: string, now: number): string {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: clientAssertion(credentials, now),
    scope,
  }).toString()
}

/** @throws AppError `abm.keyRefused` with Apple's word for it, `abm.unexpectedAnswer` */
export function readToken(response: HttpResponse, now: number): AccessToken {
  const json = parseJson(response.body)
  const answer = answerShape.safeParse(json)
  if (response.status === 200 && answer.success) {
    const { access_token: value, expires_in: seconds } = answer.data
    return { value, endsAt: now + Math.max(seconds * 1000 - marginMs, 0) }
  }
  const refusal = refusalShape.safeParse(json)
  const reason = refusal.success ? [refusal.data.error, refusal.data.error_description].filter(Boolean).join(': ') : ''
  if (response.status >= 400 && response.status < 500)
    throw new AppError('abm.keyRefused', { reason: (reason || `status ${response.status}`).slice(0, 300) })
  throw new AppError('abm.unexpectedAnswer', { target: 'token', message: `status ${response.status}` })
}

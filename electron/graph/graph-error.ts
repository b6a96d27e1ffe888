import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import type { ErrorCode } from '../../src-shared/errors.ts'

/** What a refusal says, out of Graph's error body and headers. Absent parts are null. */
export type GraphErrorInfo = {
  readonly status: number
  readonly code: string | null
  /** For people: Intune's own sentence where there is one. */
  readonly message: string | null
  readonly activityId: string | null
  readonly requestId: string | null
  readonly clientRequestId: string | null
  /** From inside the message; the header is the client's business. */
  readonly retryAfterSeconds: number | null
}

const innerError = z.object({ 'request-id': z.string(), 'client-request-id': z.string() }).partial()
const errorBody = z.object({
  error: z.object({
    code: z.string().optional().catch(undefined),
    message: z.string().optional().catch(undefined),
    innerError: innerError.optional().catch(undefined),
    innererror: innerError.optional().catch(undefined),
  }),
})
/** Microsoft: Intune's service puts a serialised object into `message`; the gateway puts plain text. */
const nestedMessage = z.object({ Message: z.string(), RetryAfter: z.unknown().optional() })

const guid = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'
const maxMessage = 600

/** Never throws: a body that is no Graph error leaves all but the status null. `body` is parsed JSON or anything. */
export function readGraphError(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): GraphErrorInfo {
  const error = errorBody.safeParse(body).data?.error
  const inner = error?.innerError ?? error?.innererror
  const { text, retryAfterSeconds } = unfold(error?.message ?? '')
  return {
    status,
    code: error?.code ?? null,
    message: sentence(text),
    activityId: new RegExp(`Activity ID:?\\s*(${guid})`, 'i').exec(text)?.[1] ?? null,
    requestId: headers['request-id'] ?? inner?.['request-id'] ?? null,
    clientRequestId: headers['client-request-id'] ?? inner?.['client-request-id'] ?? null,
    retryAfterSeconds,
  }
}

/** Unwraps JSON in JSON, at most three layers. */
function unfold(message: string): { readonly text: string; readonly retryAfterSeconds: number | null } {
  let text = message
  let retryAfterSeconds: number | null = null
  for (let layer = 0; layer < 3; layer++) {
    const nested = nestedMessage.safeParse(parseJson(text))
    if (!nested.success) break
    text = nested.data.Message
    const seconds = Number(nested.data.RetryAfter ?? NaN)
    if (Number.isFinite(seconds) && seconds > 0) retryAfterSeconds = seconds
  }
  return { text, retryAfterSeconds }
}

/** Without the three suffixes for support: operation id, activity id, internal address. */
function sentence(text: string): string | null {
  const cut = text.search(/ - (?:Operation|Activity) ID/i)
  const plain = (cut === -1 ? text : text.slice(0, cut)).trim()
  return plain === '' ? null : plain.slice(0, maxMessage)
}

/** `DeviceManagementServiceConfig.ReadWrite.All` and the like, as Graph names them in a 403; the least first. */
export function namedPermissions(message: string): readonly string[] {
  const found = message.match(/\b[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)+\b/g) ?? []
  return [...new Set(found.filter((name) => /\.(?:Read|ReadWrite|PrivilegedOperations|All)\b/.test(name)))]
}

/**
 * @param target method and path, for the sentence and for support
 * @param retryAfterMs how long the service wants to be left alone, when it says so
 */
export function graphAppError(info: GraphErrorInfo, target: string, retryAfterMs: number | null = null): AppError {
  const evidence = {
    target,
    status: info.status,
    graphCode: info.code,
    activityId: info.activityId,
    requestId: info.requestId,
    clientRequestId: info.clientRequestId,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  }
  const message = info.message ?? info.code ?? `HTTP ${info.status}`
  const permissions = info.status === 403 ? namedPermissions(info.message ?? '') : []
  if (permissions.length > 0) {
    return new AppError('graph.permissionMissing', { ...evidence, permission: permissions.join(', '), message })
  }
  return new AppError(codeOf(info.status), { ...evidence, message })
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return 'graph.signInNeeded'
  if (status === 403) return 'graph.forbidden'
  if (status === 404) return 'graph.notFound'
  if (status === 429) return 'graph.throttled'
  if (status === 424) return 'graph.dependencyFailed'
  if (status >= 500) return 'graph.serviceTrouble'
  if (status >= 400) return 'graph.badRequest'
  return 'graph.unexpectedAnswer'
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

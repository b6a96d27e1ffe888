import { AppError } from '../../../../src-shared/errors.ts'
import { httpRequest } from '../../../lib/http.ts'
import type { HttpResponse } from '../../../lib/http.ts'
import { transactionError } from './device-error.ts'
import type { Identity, Running } from './running.ts'

export type DeviceRequest = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** PEM; exactly these are trusted. */
  readonly roots: readonly string[]
  /** SCEP alone may be plain http. */
  readonly plainAllowed?: boolean
  readonly identity?: Identity
  /** How many redirects to follow; absent: five. */
  readonly redirects?: number
  readonly timeoutMs: number
}

const maxAnswerBytes = 8 * 1024 * 1024

/**
 * One request over the network the device has joined. Any status is an answer.
 * @throws DeviceError of DMCHTTPTransactionErrorDomain: 23002 for a server it does not trust, 23001 for no answer
 */
export async function deviceRequest(running: Running, request: DeviceRequest): Promise<HttpResponse> {
  const { phone, power } = running
  // The keys of known networks are sealed until the first unlock.
  if (phone.storage.network === null || !phone.unlockedSinceBoot)
    throw transactionError(23001, 'The Internet connection appears to be offline.')
  try {
    const response = await httpRequest({
      method: request.method,
      url: request.url,
      headers: request.headers ?? {},
      ...(request.body === undefined ? {} : { body: request.body }),
      caPems: request.roots,
      httpsOnly: request.plainAllowed !== true,
      ...(request.identity === undefined
        ? {}
        : { clientCertificate: { certPem: request.identity.certificatePem, keyPem: request.identity.privateKeyPem } }),
      timeoutMs: request.timeoutMs,
      maxBytes: maxAnswerBytes,
      followRedirects: request.redirects ?? 5,
      signal: power,
    })
    power.throwIfAborted()
    return response
  } catch (error) {
    power.throwIfAborted()
    throw asTransactionError(error)
  }
}

function asTransactionError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code === 'http.untrusted') {
    return transactionError(23002, 'The certificate for this server is invalid.', error)
  }
  if (error.code === 'http.notHttps') return transactionError(23001, 'The server URL must begin with https.', error)
  return transactionError(23001, `The server could not be reached: ${error.message}`, error)
}

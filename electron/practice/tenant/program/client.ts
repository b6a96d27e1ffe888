import { z } from 'zod'
import { AppError } from '../../../../src-shared/errors.ts'
import { httpRequest } from '../../../lib/http.ts'
import type { HttpResponse } from '../../../lib/http.ts'
import { oauthHeader } from './oauth-header.ts'
import type { ProgramSecrets } from './oauth-header.ts'

/** Apple said no: the status and the bare code of its answer. */
export class ProgramRefused extends Error {
  override readonly name = 'ProgramRefused'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(`Apple answered ${status} ${code}`)
    this.status = status
    this.code = code
  }
}

/** Apple could not be asked, or answered what cannot be read. */
export class ProgramUnreachable extends Error {
  override readonly name = 'ProgramUnreachable'
}

const protocolVersion = '9'
const timeoutMs = 30_000
const maxBytes = 16 * 1024 * 1024
/** A call whose answer was lost is repeated: every call here has the same effect the second time. */
const attempts = 3
const longestPauseMs = 10_000

/** One MDM server speaking to Apple's enrollment program. Keeps its session, and takes a new one whenever one is offered. */
export class ProgramClient {
  readonly #base: string
  readonly #secrets: ProgramSecrets
  readonly #sleep: (ms: number) => Promise<void>
  #session: string | null = null

  constructor(base: string, secrets: ProgramSecrets, sleep: (ms: number) => Promise<void>) {
    this.#base = base
    this.#secrets = secrets
    this.#sleep = sleep
  }

  /** @throws ProgramRefused, ProgramUnreachable */
  async call<Schema extends z.ZodType>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    schema: Schema,
    body?: object,
  ): Promise<z.output<Schema>> {
    let response = await this.#authenticated(method, path, body)
    // A session ends without notice; both answers are known from the field.
    if (response.status === 401 || (response.status === 403 && codeOf(response).includes('FORBIDDEN'))) {
      this.#session = null
      response = await this.#authenticated(method, path, body)
    }
    return read(response, schema)
  }

  async #authenticated(method: string, path: string, body: object | undefined): Promise<HttpResponse> {
    this.#session ??= await this.#openSession()
    const response = await this.#send(method, path, body, { 'X-ADM-Auth-Session': this.#session })
    this.#session = response.headers['x-adm-auth-session'] ?? this.#session
    return response
  }

  async #openSession(): Promise<string> {
    const url = `${this.#base}/session`
    for (let attempt = 1; ; attempt += 1) {
      try {
        // A nonce is good for one request only, so a repetition is signed anew.
        const response = await this.#once('GET', '/session', undefined, {
          Authorization: oauthHeader('GET', url, this.#secrets),
        })
        return read(response, z.object({ auth_session_token: z.string().min(1) })).auth_session_token
      } catch (error) {
        if (attempt >= attempts || !(error instanceof ProgramUnreachable)) throw error
      }
    }
  }

  async #send(
    method: string,
    path: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<HttpResponse> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await this.#once(method, path, body, headers)
        const passing = response.status === 429 || response.status >= 500
        if (!passing || attempt >= attempts) return response
        const seconds = Number(response.headers['retry-after'] ?? 1)
        await this.#sleep(Math.min(longestPauseMs, (Number.isFinite(seconds) ? seconds : 1) * 1000))
      } catch (error) {
        if (attempt >= attempts || !(error instanceof ProgramUnreachable)) throw error
      }
    }
  }

  async #once(
    method: string,
    path: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<HttpResponse> {
    try {
      return await httpRequest({
        method,
        url: `${this.#base}${path}`,
        headers: {
          'User-Agent': 'Slipway-Practice-MDM/1',
          Accept: 'application/json;charset=UTF8',
          'Content-Type': 'application/json;charset=UTF8',
          'X-Server-Protocol-Version': protocolVersion,
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs,
        maxBytes,
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new ProgramUnreachable(error.message, { cause: error })
    }
  }
}

function read<Schema extends z.ZodType>(response: HttpResponse, schema: Schema): z.output<Schema> {
  if (response.status !== 200) throw new ProgramRefused(response.status, codeOf(response))
  try {
    return schema.parse(JSON.parse(response.body.toString('utf8')))
  } catch (error) {
    throw new ProgramUnreachable('Apple answered what cannot be read', { cause: error })
  }
}

/** Bodies are a bare code, sometimes in double quotes. */
function codeOf(response: HttpResponse): string {
  return response.body.toString('utf8').trim().replaceAll('"', '').slice(0, 200)
}

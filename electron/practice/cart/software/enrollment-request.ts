import { z } from 'zod'
import { stringAt } from '../../../apple/plist/take.ts'
import { readPlistDict } from '../../../apple/plist/read.ts'
import type { HttpResponse } from '../../../lib/http.ts'
import { DeviceError, transactionError } from './device-error.ts'
import { deviceRequest } from './device-http.ts'
import { machineInfo, signByDevice } from './machine-info.ts'
import type { Running } from './running.ts'
import { enrollmentRoots } from './trust-store.ts'

export type Credentials = { readonly userName: string; readonly password: string }

export type EnrollmentAnswer =
  | { readonly kind: 'profile'; readonly bytes: Buffer }
  /** The server wants a user name and a password; its own words stand above the fields. */
  | { readonly kind: 'signIn'; readonly prompt: string }

/** A refusal by the server, with the status it came with. */
export class EnrollmentRefused extends DeviceError {
  readonly status: number
  constructor(status: number, code: number, text: string) {
    super('DMCHTTPTransactionErrorDomain', code, text)
    this.status = status
  }
}

const timeoutMs = 90_000
const longestShown = 500

/**
 * Posts the signed MachineInfo to ConfigurationURL.
 * @throws EnrollmentRefused for an answer that is neither a profile nor a question, DeviceError without any answer
 */
export async function requestEnrollmentProfile(
  running: Running,
  url: string,
  credentials: Credentials | null,
): Promise<EnrollmentAnswer> {
  const { phone } = running
  if (!url.startsWith('https://')) throw transactionError(23001, 'The server URL must begin with https.')
  const response = await deviceRequest(running, {
    method: 'POST',
    url,
    headers: {
      'Content-Type': 'application/pkcs7-signature',
      ...(credentials === null ? {} : { Authorization: basic(credentials) }),
    },
    body: await signByDevice(phone, machineInfo(phone)),
    roots: enrollmentRoots(phone),
    timeoutMs,
  })
  return understand(response)
}

function understand(response: HttpResponse): EnrollmentAnswer {
  const type = mediaType(response)
  if (response.status === 200 && type === 'application/x-apple-aspen-config') {
    return { kind: 'profile', bytes: response.body }
  }
  if (response.status === 401 && /^\s*basic\b|,\s*basic\b/i.test(response.headers['www-authenticate'] ?? '')) {
    return { kind: 'signIn', prompt: type.startsWith('text/plain') ? shown(response.body.toString('utf8')) : '' }
  }
  if (response.status === 403) throw refused403(response, type)
  const what = response.status === 200 ? `an answer of type ${type}` : `status ${response.status}`
  throw new EnrollmentRefused(response.status, 23001, `The profile could not be downloaded: ${what}.`)
}

const refusalBody = z.object({ code: z.string(), message: z.string().optional(), description: z.string().optional() })

/** A server may say in words why it refuses; only a `message` is for the person. */
export function refused403(response: Pick<HttpResponse, 'body'>, type: string): EnrollmentRefused {
  const body = readRefusal(response.body, type)
  if (body?.code === 'com.apple.softwareupdate.required') {
    return new EnrollmentRefused(403, 23006, body.message ?? 'This device must be updated before it can be enrolled.')
  }
  if (body?.code === 'com.apple.unrecognized.device') {
    return new EnrollmentRefused(403, 23008, body.message ?? 'The server does not recognize this device.')
  }
  if (body?.message !== undefined) return new EnrollmentRefused(403, 23004, shown(body.message))
  return new EnrollmentRefused(403, 23005, 'The server refused this device.')
}

export function readRefusal(body: Buffer, type: string): z.infer<typeof refusalBody> | null {
  try {
    if (type === 'application/json') return refusalBody.parse(JSON.parse(body.toString('utf8')))
    const dict = readPlistDict(body)
    const code = stringAt(dict, 'code')
    return code === undefined ? null : refusalBody.parse({ code, message: stringAt(dict, 'message') })
  } catch {
    return null
  }
}

export function mediaType(response: HttpResponse): string {
  return (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

function shown(text: string): string {
  return text.trim().slice(0, longestShown)
}

function basic({ userName, password }: Credentials): string {
  return `Basic ${Buffer.from(`${userName}:${password}`, 'utf8').toString('base64')}`
}

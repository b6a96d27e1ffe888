import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import { certificateFacts } from '../lib/crypto-keys.ts'
import type { HttpRequest, HttpResponse } from '../lib/http.ts'
import { parseJson } from './graph-error.ts'

/** What a device must be told so that Setup Assistant finds its enrollment. */
export type EnrollmentService = {
  /** Where the device begins: written into its cloud configuration exactly so. */
  readonly enrollmentUrl: string
  /** DER, as given. With any, the device trusts only these for the enrollment request; so none means: write no key. */
  readonly anchorCertificates: readonly Buffer[]
  /** A profile to install by cable first, so that the device trusts the service; null when there is none. */
  readonly trustProfile: Buffer | null
  /** The service URL that led here; null when the Profile URL was the enrollment URL itself. */
  readonly resolvedFrom: string | null
}

export type ResolveOptions = {
  /** `configurationEndpointUrl` of an enrollment profile, or what another MDM gives for Apple Configurator. */
  readonly profileUrl: string
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly additionalCaPems: readonly string[]
  readonly signal?: AbortSignal
}

/** Apple, Simplifying MDM server administration for iOS devices: some or all of these keys. */
const serviceAnswer = z.object({
  dep_enrollment_url: z.string().nullish(),
  dep_anchor_certs_url: z.string().nullish(),
  trust_profile_url: z.string().nullish(),
})
type ServiceAnswer = z.infer<typeof serviceAnswer>

const anchorList = z.array(z.base64()).max(32)
const timeoutMs = 30_000
const maxBytes = 1024 * 1024

/**
 * Asks the Profile URL, without a token, what it is. A service URL (its path ends in MDMServiceConfig, as Apple has it)
 * answers with JSON; anything else that answers is taken for the enrollment URL itself, as Apple Configurator does.
 * @throws AppError 'graph.enrollmentUrlInsecure' for an address that is not https: devices take nothing else;
 *   'graph.enrollmentServiceInvalid' when a service URL answers with something else; 'graph.enrollmentServiceDown';
 *   those of lib/http
 */
export async function resolveEnrollmentService(options: ResolveOptions): Promise<EnrollmentService> {
  const profileUrl = httpsUrl(options.profileUrl)
  const answer = await fetchFrom(options, profileUrl)
  const service = readServiceAnswer(answer)
  if (service === null) {
    if (answer.status >= 500 || answer.status === 429) throw down(profileUrl, answer.status)
    if (/\/MDMServiceConfig$/i.test(profileUrl.pathname)) {
      throw invalid(profileUrl, `status ${answer.status}, JSON`)
    }
    return { enrollmentUrl: options.profileUrl, anchorCertificates: [], trustProfile: null, resolvedFrom: null }
  }
  const enrollmentUrl = service.dep_enrollment_url
  if (!enrollmentUrl) throw invalid(profileUrl, 'dep_enrollment_url')
  httpsUrl(enrollmentUrl)
  return {
    enrollmentUrl,
    anchorCertificates: await fetchAnchors(options, service.dep_anchor_certs_url),
    trustProfile: await fetchTrustProfile(options, service.trust_profile_url),
    resolvedFrom: options.profileUrl,
  }
}

/** Null when it is not the JSON of a service: a web page, a profile, some other JSON. */
function readServiceAnswer(answer: HttpResponse): ServiceAnswer | null {
  if (answer.status < 200 || answer.status > 299) return null
  const found = serviceAnswer.safeParse(parseJson(textOf(answer))).data
  if (!found) return null
  const says = found.dep_enrollment_url ?? found.dep_anchor_certs_url ?? found.trust_profile_url
  return says ? found : null
}

async function fetchAnchors(options: ResolveOptions, address: string | null | undefined): Promise<readonly Buffer[]> {
  if (!address) return []
  const url = httpsUrl(address)
  const answer = await fetchFrom(options, url)
  if (answer.status < 200 || answer.status > 299) throw down(url, answer.status)
  const text = textOf(answer)
  if (text.trim() === '') return []
  const list = anchorList.safeParse(parseJson(text))
  if (!list.success) throw invalid(url, 'dep_anchor_certs_url, JSON')
  const certificates = list.data.map((item) => Buffer.from(item, 'base64'))
  for (const certificate of certificates) assertCertificate(url, certificate)
  return certificates
}

function assertCertificate(url: URL, der: Buffer): void {
  try {
    certificateFacts(der)
  } catch (error) {
    throw invalid(url, 'dep_anchor_certs_url, X.509', error)
  }
}

async function fetchTrustProfile(options: ResolveOptions, address: string | null | undefined): Promise<Buffer | null> {
  if (!address) return null
  const url = httpsUrl(address)
  const answer = await fetchFrom(options, url)
  if (answer.status < 200 || answer.status > 299) throw down(url, answer.status)
  if (answer.body.length === 0) throw invalid(url, 'trust_profile_url')
  return answer.body
}

function fetchFrom(options: ResolveOptions, url: URL): Promise<HttpResponse> {
  return options.http({
    method: 'GET',
    url: url.href,
    headers: { accept: 'application/json, application/x-apple-aspen-config, */*' },
    additionalCaPems: options.additionalCaPems,
    httpsOnly: true,
    followRedirects: 3,
    timeoutMs,
    maxBytes,
    ...(options.signal ? { signal: options.signal } : {}),
  })
}

function httpsUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url) throw new AppError('http.badUrl', { url: text.slice(0, 200) })
  if (url.protocol !== 'https:') throw new AppError('graph.enrollmentUrlInsecure', { url: text.slice(0, 200) })
  return url
}

function textOf(answer: HttpResponse): string {
  return answer.body.toString('utf8').replace(/^\uFEFF/, '')
}

function down(url: URL, status: number): AppError {
  return new AppError('graph.enrollmentServiceDown', { host: url.host, status })
}

/** @param part which part of the answer: Apple's own key names, so that it needs no translation */
function invalid(url: URL, part: string, cause?: unknown): AppError {
  return new AppError('graph.enrollmentServiceInvalid', { host: url.host, part }, { cause })
}

import { AppError } from '../../src-shared/errors.ts'
import { httpRequest } from '../lib/http.ts'
import type { HttpRequest, HttpResponse } from '../lib/http.ts'
import type { Logger } from '../lib/logger.ts'
import { withSession } from './device-link.ts'
import type { CallOptions } from './plist-channel.ts'
import type { PlistDict } from './plist/value.ts'
import { writePlist } from './plist/write.ts'
import { activationInfo, activationState, handleActivationInfo, sessionInfo } from './services/mobileactivation.ts'
import type { ActivationLink } from './services/mobileactivation.ts'

/** Apple's activation service. */
export const appleActivationUrl = 'https://albert.apple.com/deviceservices'

export type ActivateOptions = ActivationLink & {
  /** Without a slash at its end; default Apple's. */
  readonly endpoint?: string
  /** Trusted beside the system's roots. */
  readonly additionalCaPems?: readonly string[]
  readonly http?: (request: HttpRequest) => Promise<HttpResponse>
  readonly logger: Logger
  readonly signal?: AbortSignal
}

const userAgent = 'iOS Device Activator (MobileActivation-353.200.48)'
const exchangeMs = 60_000
const maxAnswerBytes = 4 * 1024 * 1024

/**
 * Activates an unactivated device through this computer's internet connection: the device's session to Apple, Apple's
 * answer to the device, the device's identity to Apple, the activation record to the device. No tool can do it offline.
 * @returns false when the device was active already
 * @throws AppError 'apple.activation.locked' (Activation Lock), 'apple.activation.needsInternet',
 *   'apple.activation.refused', 'apple.activation.deviceRefused'
 */
export async function activateDevice(options: ActivateOptions): Promise<boolean> {
  const call: CallOptions = options.signal === undefined ? {} : { signal: options.signal }
  if ((await activationState(options, call)) !== 'Unactivated') return false
  const session = await sessionInfo(options, call)
  const handshake = await post(options, 'drmHandshake', {
    contentType: 'application/x-apple-plist',
    body: writePlist(session),
  })
  const identity = await activationInfo(options, handshake.body, call)
  const answer = await post(options, 'deviceActivation', activationForm(identity))
  const contentType = (answer.headers['content-type'] ?? '').toLowerCase()
  if (contentType.includes('buddyml')) throw new AppError('apple.activation.locked', { udid: options.device.udid })
  await handleActivationInfo(options, answer.body, answer.headers, call)
  await acknowledge(options, call)
  const state = await activationState(options, call)
  if (state === 'Unactivated') throw new AppError('apple.activation.deviceRefused', { text: state })
  options.logger.info({ udid: options.device.udid, state }, 'The device is activated')
  return true
}

/** go-ios and pymobiledevice3 send the same one field. */
function activationForm(identity: PlistDict): PostBody {
  const form = new URLSearchParams({ 'activation-info': writePlist(identity).toString('utf8') })
  return { contentType: 'application/x-www-form-urlencoded', body: form.toString() }
}

type PostBody = { readonly contentType: string; readonly body: Uint8Array | string }

async function post(options: ActivateOptions, path: string, { contentType, body }: PostBody): Promise<HttpResponse> {
  const { endpoint = appleActivationUrl, additionalCaPems = [], http = httpRequest, signal } = options
  const url = `${endpoint.replace(/\/+$/, '')}/${path}`
  const answer = await explainFailure(url, signal, () =>
    http({
      method: 'POST',
      url,
      headers: { 'Content-Type': contentType, Accept: 'application/xml', 'User-Agent': userAgent },
      body,
      httpsOnly: true,
      additionalCaPems,
      timeoutMs: exchangeMs,
      maxBytes: maxAnswerBytes,
      ...(signal === undefined ? {} : { signal }),
    }),
  )
  if (answer.status < 200 || answer.status > 299) {
    throw new AppError('apple.activation.refused', { status: answer.status, text: serverText(answer.body), step: path })
  }
  return answer
}

async function explainFailure(
  url: string,
  signal: AbortSignal | undefined,
  send: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  try {
    return await send()
  } catch (error) {
    if (signal?.aborted === true) throw new AppError('app.cancelled')
    if (!(error instanceof AppError) || !['http.unreachable', 'http.timeout'].includes(error.code)) throw error
    const cause = error.code === 'http.timeout' ? 'timeout' : String(error.details['cause'] ?? '')
    throw new AppError('apple.activation.needsInternet', { host: URL.parse(url)?.host ?? url, cause }, { cause: error })
  }
}

/** Apple's own words, without markup: activation fails for reasons only the server knows. */
function serverText(body: Buffer): string {
  const text = body
    .subarray(0, 20_000)
    .toString('utf8')
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
  return text.replace(/\s+/g, ' ').trim().slice(0, 300)
}

/** Best effort, as with libideviceactivation: the device is activated whether it takes the remark or not. */
async function acknowledge({ mux, device, record, logger }: ActivateOptions, call: CallOptions): Promise<void> {
  try {
    await withSession(
      mux,
      device,
      record,
      (lockdown) => lockdown.setValue({ key: 'ActivationStateAcknowledged' }, true, call),
      call,
    )
  } catch (error) {
    if (!(error instanceof AppError) || call.signal?.aborted === true) throw error
    logger.info({ udid: device.udid, code: error.code }, 'The activation could not be acknowledged')
  }
}

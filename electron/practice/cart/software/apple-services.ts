import { readConfigurationAnswer, configurationQuestion } from '../../apple/dep/device-configuration.ts'
import {
  activationInfo,
  readHandshakeReply,
  sessionInfo,
  verifyActivationRecord,
} from '../../apple/activation-record.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import { AppError } from '../../../../src-shared/errors.ts'
import { randomBytes } from '../../../lib/crypto.ts'
import type { HttpResponse } from '../../../lib/http.ts'
import { DeviceError, transactionError } from './device-error.ts'
import { deviceRequest } from './device-http.ts'
import { signByDevice } from './machine-info.ts'
import type { Running } from './running.ts'

/** Where a device finds Apple, and whose signature it believes. Answers are signed, so the line may be plain http. */
export type AppleServices = { readonly url: string; readonly authorityPem: string }

const timeoutMs = 60_000

/** Apple's services, when the world has them. */
export function appleOf(running: Running): AppleServices | null {
  return running.world.apple?.() ?? null
}

/**
 * Asks Apple for the cloud configuration of this device. Null: there is none.
 * @throws DeviceError MCCloudConfigErrorDomain 33001 when Apple cannot be asked or its answer is not genuine
 */
export async function askForConfiguration(running: Running, apple: AppleServices): Promise<PlistDict | null> {
  const { phone } = running
  const question = { serial: phone.identity.serial, nonce: randomBytes(16) }
  phone.record('automatedEnrollmentAsked')
  try {
    const body = await signByDevice(phone, configurationQuestion(question))
    const response = await post(
      running,
      `${apple.url}/deviceservices/cloudConfiguration`,
      body,
      'application/pkcs7-mime',
    )
    return readConfigurationAnswer(response.body, question, apple.authorityPem)
  } catch (error) {
    running.power.throwIfAborted()
    if (!(error instanceof DeviceError || error instanceof AppError)) throw error
    throw new DeviceError('MCCloudConfigErrorDomain', 33001, 'The cloud configuration could not be retrieved', {
      cause: error,
    })
  }
}

/**
 * Activates over the device's own network, as a device in a person's hands does. False: Apple holds it locked.
 * @throws DeviceError when Apple cannot be asked
 */
export async function activateByNetwork(running: Running, apple: AppleServices): Promise<boolean> {
  const { phone } = running
  const { identity } = phone
  const session = { udid: identity.udid, serial: identity.serial, nonce: randomBytes(20) }
  const base = `${apple.url}/deviceservices`
  const hello = await post(
    running,
    `${base}/drmHandshake`,
    writePlist(sessionInfo(session)),
    'application/x-apple-plist',
  )
  const serviceNonce = readHandshakeReply(hello.body, session, apple.authorityPem)
  const claim = {
    ...session,
    serviceNonce,
    productType: identity.productType,
    osVersion: identity.osVersion,
    build: identity.build,
    imei: identity.imei,
    activationLocked: phone.activationLocked,
  }
  const info = writePlist(activationInfo(claim, await identity.builtIn())).toString('utf8')
  const form = Buffer.from(new URLSearchParams({ 'activation-info': info }).toString())
  const answer = await post(running, `${base}/deviceActivation`, form, 'application/x-www-form-urlencoded')
  if (!(answer.headers['content-type'] ?? '').includes('xml') || answer.body.includes('<xmlui')) return false
  const configured = verifyActivationRecord(answer.body, session, apple.authorityPem)
  phone.storage.activated = true
  phone.storage.configurationAtApple = configured
  phone.record('activated', { by: 'network' })
  phone.emit('notification', 'com.apple.mobile.lockdown.activation_state')
  return true
}

async function post(running: Running, url: string, body: Uint8Array, type: string): Promise<HttpResponse> {
  const response = await deviceRequest(running, {
    method: 'POST',
    url,
    headers: { 'Content-Type': type },
    body,
    roots: [],
    plainAllowed: true,
    timeoutMs,
  })
  if (response.status !== 200) throw transactionError(23001, `Apple answered with status ${response.status}.`)
  return response
}

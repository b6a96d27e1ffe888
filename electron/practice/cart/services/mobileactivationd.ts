import { AppError } from '../../../../src-shared/errors.ts'
import { dataAt, stringAt } from '../../../apple/plist/take.ts'
import { isPlistDict } from '../../../apple/plist/value.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { randomBytes } from '../../../lib/crypto.ts'
import {
  activationInfo,
  readHandshakeReply,
  sessionInfo,
  verifyActivationRecord,
} from '../../apple/activation-record.ts'
import type { ActivationSession } from '../../apple/activation-record.ts'
import type { Connection } from '../connection.ts'
import type { Phone } from '../phone.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { nextRequest } from './next-request.ts'

/** Hosts open a new connection for each command, so the attempt under way belongs to the device, not to the line. */
const attempts = new WeakMap<Phone, ActivationSession>()

/** The activation daemon: a record must come from the practice activation service, for this device and this attempt. */
export async function serveMobileActivation(device: PracticeDevice, connection: Connection): Promise<void> {
  for (;;) {
    const request = await nextRequest(connection)
    if (request === null) return
    await connection.send(await answer(device, request))
  }
}

async function answer(device: PracticeDevice, request: PlistDict): Promise<PlistInputDict> {
  const { phone } = device
  try {
    switch (stringAt(request, 'Command')) {
      case 'GetActivationStateRequest':
        return { Value: phone.storage.activated ? 'Activated' : 'Unactivated' }
      case 'CreateTunnel1SessionInfoRequest':
        return { Value: sessionInfo(newAttempt(phone)) }
      case 'CreateActivationInfoRequest':
      case 'CreateTunnel1ActivationInfoRequest':
        return { Value: await createInfo(device, request) }
      case 'HandleActivationInfoRequest':
      case 'HandleActivationInfoWithSessionRequest':
        return activate(device, request)
      case 'DeactivateRequest':
        phone.storage.activated = false
        phone.record('deactivated')
        phone.emit('notification', 'com.apple.mobile.lockdown.activation_state')
        return {}
      default:
        return { Error: 'Unknown command' }
    }
  } catch (error) {
    if (error instanceof AppError) return { Error: error.message }
    throw error
  }
}

function newAttempt(phone: Phone): ActivationSession {
  const attempt = { udid: phone.identity.udid, serial: phone.identity.serial, nonce: randomBytes(20) }
  attempts.set(phone, attempt)
  return attempt
}

function attemptOf(phone: Phone): ActivationSession {
  const attempt = attempts.get(phone)
  if (attempt === undefined) throw new AppError('practice.activationInvalid', { reason: 'no session was begun' })
  return attempt
}

async function createInfo({ phone, world }: PracticeDevice, request: PlistDict): Promise<PlistInputDict> {
  const { identity } = phone
  const attempt = attemptOf(phone)
  const serviceNonce = readHandshakeReply(
    plistBytes(request, 'Value'),
    attempt,
    world.factory.activationCa.certificatePem,
  )
  const claim = {
    ...attempt,
    serviceNonce,
    productType: identity.productType,
    osVersion: identity.osVersion,
    build: identity.build,
    imei: identity.imei,
    activationLocked: phone.activationLocked,
  }
  return activationInfo(claim, await identity.builtIn())
}

function activate({ phone, world, victim }: PracticeDevice, request: PlistDict): PlistInputDict {
  if (world.faults.take(victim, 'activationRefused') !== null)
    return { Error: 'The activation record was not accepted' }
  const record = plistBytes(request, 'Value')
  const configured = verifyActivationRecord(record, attemptOf(phone), world.factory.activationCa.certificatePem)
  // A record is good for one attempt.
  attempts.delete(phone)
  phone.storage.activated = true
  phone.storage.configurationAtApple = configured
  phone.record('activated')
  phone.emit('notification', 'com.apple.mobile.lockdown.activation_state')
  return {}
}

/** Programs hand the service's answers over as data, or parsed into a dictionary. */
function plistBytes(request: PlistDict, key: string): Uint8Array {
  const value = request[key]
  if (isPlistDict(value)) return writePlist(value)
  const data = dataAt(request, key)
  if (data === undefined) throw new AppError('practice.activationInvalid', { reason: `the request holds no ${key}` })
  return data
}

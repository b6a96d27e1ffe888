import { booleanAt, stringAt, stringsAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { HttpResponse } from '../../../lib/http.ts'
import { signCms } from '../../../pki/cms-sign.ts'
import { otaError, transactionError } from './device-error.ts'
import { deviceRequest } from './device-http.ts'
import { obtainIdentity } from './identity-payloads.ts'
import { machineInfo, signByDevice } from './machine-info.ts'
import { isIdentityPayload } from './payload-checks.ts'
import { readProfile } from './profile-document.ts'
import type { ProfileServiceProfile } from './profile-document.ts'
import type { Identity, ProfileKeeper, Running } from './running.ts'
import { installedRoots } from './trust-store.ts'

/** The attributes a device knows; whatever else a file asks for is left out silently. */
const knownAttributes: ReadonlySet<string> = new Set([
  'UDID',
  'SERIAL',
  'IMEI',
  'MEID',
  'PRODUCT',
  'VERSION',
  'LANGUAGE',
  'OS_VERSION',
  'SUPPLEMENTAL_BUILD_VERSION',
  'SUPPLEMENTAL_OS_VERSION_EXTRA',
  'SOFTWARE_UPDATE_DEVICE_ID',
])

const timeoutMs = 45_000

/**
 * Over-the-air enrollment. Phase 2 reports the attributes, signed by the built-in identity, with the challenge, and gets
 * one identity payload; phase 3 reports again, signed by that identity, without the challenge, and gets the profile.
 * @param publicRoots what stands for the public authorities of a service that has a certificate of theirs
 * @throws DeviceError 24002 for phase 2's answer, 24003 and 24004 for phase 3's, or of the transaction
 */
export async function enrollByProfileService(
  running: Running,
  profiles: ProfileKeeper,
  document: ProfileServiceProfile,
  publicRoots: readonly string[] = [],
): Promise<void> {
  const { phone } = running
  const url = stringAt(document.service, 'URL') ?? ''
  const report = (body: Buffer): Promise<Buffer> => post(running, url, body, publicRoots)
  const attributes = deviceAttributes(running, document.service)
  const challenge = document.service['Challenge']
  const reported = { ...attributes, ...(challenge === undefined ? {} : { CHALLENGE: challenge }) }
  phone.record('profileServiceReported', { phase: 2, url, attributes: Object.keys(reported).join(', ') })
  const second = await report(await signByDevice(phone, reported))
  const identity = await identityFrom(running, second)
  phone.record('profileServiceReported', { phase: 3, url, attributes: Object.keys(attributes).join(', ') })
  const third = await report(signByIdentity(attributes, identity))
  checkFinal(third, identity)
  await profiles.install(third, 'enrollment', [identity])
  if (booleanAt(document.root, 'ConfirmInstallation') === true) {
    // Its answer does not matter, not even that there is one.
    await report(signByIdentity(attributes, identity)).catch(() => running.power.throwIfAborted())
  }
}

function deviceAttributes(running: Running, service: PlistDict): PlistInputDict {
  const own = machineInfo(running.phone)
  const wanted = stringsAt(service, 'DeviceAttributes') ?? []
  return Object.fromEntries(
    wanted.filter((name) => knownAttributes.has(name) && own[name] !== undefined).map((name) => [name, own[name]]),
  )
}

function signByIdentity(attributes: PlistInputDict, identity: Identity): Buffer {
  return signCms(writePlist(attributes), identity)
}

/** Only the system's trust counts here; no anchors. */
async function post(running: Running, url: string, body: Buffer, publicRoots: readonly string[]): Promise<Buffer> {
  const response = await deviceRequest(running, {
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/pkcs7-signature' },
    body,
    roots: [...installedRoots(running.phone), ...publicRoots],
    timeoutMs,
  })
  if (response.status !== 200) throw failed(running, response)
  return response.body
}

function failed(running: Running, response: HttpResponse): Error {
  running.phone.record('enrollmentRefused', {
    status: response.status,
    reason: response.body.toString('utf8').slice(0, 500),
  })
  return transactionError(23001, `The server answered with status ${response.status}.`)
}

async function identityFrom(running: Running, bytes: Buffer): Promise<Identity> {
  const document = readProfile(bytes)
  const [payload, ...more] = document.kind === 'configuration' ? document.payloads : []
  if (payload === undefined || more.length > 0 || !isIdentityPayload(payload)) {
    throw otaError(24002, 'The answer does not hold exactly one identity.')
  }
  const identity = await obtainIdentity(running, payload, installedRoots(running.phone))
  running.power.throwIfAborted()
  if (identity === null) throw otaError(24002, 'The answer does not hold exactly one identity.')
  return identity
}

function checkFinal(bytes: Buffer, identity: Identity): void {
  const document = readProfile(bytes, [identity])
  if (document.kind !== 'configuration') throw otaError(24003, 'The final profile is not a configuration profile.')
  if (document.payloads.some((payload) => stringAt(payload, 'EnrollmentMode') === 'BYOD'))
    throw otaError(24004, 'The final profile is for user enrollment.')
}

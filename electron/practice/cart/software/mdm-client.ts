import { booleanAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { randomUuid, sha256 } from '../../../lib/crypto.ts'
import type { MdmEnrollment } from '../phone.ts'
import { unlockToken } from './unlock-token.ts'
import { DeviceError, mdmError } from './device-error.ts'
import { answerCommand, knowsCommand } from './mdm-commands.ts'
import { runCommandLoop } from './mdm-loop.ts'
import { checkIn } from './mdm-wire.ts'
import { typeOf } from './payload-checks.ts'
import { dropProfile } from './profile-keeper.ts'
import { inBackground, waitUntil } from './running.ts'
import type { Management, MdmEnrollmentRequest, ProfileKeeper, Running } from './running.ts'
import { installedRoots } from './trust-store.ts'

const tokenUpdateTries = 5
const tokenUpdatePauseMs = 5000

/** The management client of one powered-on device. Commands arrive after an enrollment and after each push, never between. */
export function createManagement(running: Running, profiles: ProfileKeeper): Management {
  const { phone } = running
  let looping = false
  let again = false
  let awaiting = false

  const poll = (): void => {
    again = true
    if (looping) return
    looping = true
    // A push that comes before the first unlock waits for it.
    const work = (): Promise<void> => waitUntil(running, () => phone.unlockedSinceBoot).then(loop)
    inBackground(running, 'mdm', () => work().finally(() => (looping = false)))
  }
  const state = {
    configured: () => {
      awaiting = false
      phone.emit('changed')
    },
    awaitingConfiguration: () => awaiting,
  }
  const loop = async (): Promise<void> => {
    while (again) {
      again = false
      await runCommandLoop(running, profiles, {
        ...state,
        unenroll: (reason) => unenroll(running, reason, false),
      })
    }
  }
  return {
    enroll: async (request) => {
      const mdm = await authenticate(running, request)
      awaiting = mustAwaitConfiguration(running)
      phone.storage.mdm = mdm
      await updateToken(running, mdm, awaiting, request.roots)
      poll()
    },
    unenroll: (reason, tell) => unenroll(running, reason, tell),
    poll,
    tokenChanged: () => {
      const { mdm } = phone.storage
      if (mdm === null) return
      inBackground(running, 'token', async () => void (await sendToken(running, mdm, awaiting, installedRoots(phone))))
    },
    byCable: async (command) =>
      knowsCommand(command.requestType, 'cable')
        ? answerCommand({ by: 'cable', running, profiles, ...state }, command)
        : null,
    configured: () => waitUntil(running, () => !awaiting || phone.storage.mdm === null),
  }
}

/** Asking the server to take the device; anything but a plain yes ends the enrollment. */
async function authenticate(running: Running, request: MdmEnrollmentRequest): Promise<MdmEnrollment> {
  const { identity } = running.phone
  const mdm = newEnrollment(running, request)
  const message = {
    MessageType: 'Authenticate',
    Topic: mdm.topic,
    UDID: identity.udid,
    OSVersion: identity.osVersion,
    BuildVersion: identity.build,
    ProductName: identity.productType,
    SerialNumber: identity.serial,
    IMEI: identity.imei ?? undefined,
    MEID: identity.meid ?? undefined,
  }
  const answer = await checkIn(running, mdm, message, request.roots)
  if (answer.kind !== 'taken') {
    running.phone.record('mdmRefused', { message: 'Authenticate', status: answer.status })
    throw mdmError(12002, `The MDM server refused the device with status ${answer.status}.`)
  }
  running.phone.record('mdmAuthenticated', { server: mdm.checkInUrl, topic: mdm.topic })
  return mdm
}

/** An update of the same management keeps its PushMagic. */
function newEnrollment(
  running: Running,
  { payload, identity, profileIdentifier }: MdmEnrollmentRequest,
): MdmEnrollment {
  const serverUrl = stringAt(payload, 'ServerURL') ?? ''
  return {
    serverUrl,
    checkInUrl: stringAt(payload, 'CheckInURL') ?? serverUrl,
    topic: stringAt(payload, 'Topic') ?? '',
    pushMagic: running.phone.storage.mdm?.pushMagic ?? randomUuid().toUpperCase(),
    profileIdentifier,
    signMessage: booleanAt(payload, 'SignMessage') === true,
    identity,
  }
}

/** The server counts a device as enrolled from here on. */
async function updateToken(
  running: Running,
  mdm: MdmEnrollment,
  awaiting: boolean,
  roots: readonly string[],
): Promise<void> {
  const { phone } = running
  if (await sendToken(running, mdm, awaiting, roots)) {
    phone.record('enrolled', { server: mdm.serverUrl, profile: mdm.profileIdentifier })
    return
  }
  phone.storage.mdm = null
  throw mdmError(12002, 'The MDM server did not accept the push token.')
}

/** Passing trouble is retried; a stranger is none of the server's. False when the server did not take it. */
async function sendToken(
  running: Running,
  mdm: MdmEnrollment,
  awaiting: boolean,
  roots: readonly string[],
): Promise<boolean> {
  const { phone, world, power } = running
  const message: PlistInputDict = {
    MessageType: 'TokenUpdate',
    Topic: mdm.topic,
    UDID: phone.identity.udid,
    PushMagic: mdm.pushMagic,
    Token: sha256(`${phone.identity.udid} ${mdm.pushMagic}`),
    AwaitingConfiguration: awaiting ? true : undefined,
    UnlockToken: phone.storage.passcode === null ? undefined : unlockToken(phone),
  }
  for (let left = tokenUpdateTries; left > 0; left -= 1) {
    const answer = await checkIn(running, mdm, message, roots).catch(orTrouble)
    power.throwIfAborted()
    if (answer.kind === 'taken') {
      phone.record('tokenUpdate', { topic: mdm.topic, awaitingConfiguration: awaiting })
      return true
    }
    phone.record('mdmRefused', { message: 'TokenUpdate', status: answer.status })
    if (answer.kind === 'stranger') return false
    await world.pause(tokenUpdatePauseMs, power)
    power.throwIfAborted()
  }
  return false
}

function orTrouble(error: unknown): { readonly kind: 'trouble'; readonly status: number } {
  if (error instanceof DeviceError) return { kind: 'trouble', status: 0 }
  throw error
}

/** Held at "configuring" only while Setup Assistant runs, on a supervised device, when its configuration says so. */
function mustAwaitConfiguration(running: Running): boolean {
  const { phone } = running
  if (phone.storage.setupDone || !phone.supervised || phone.storage.mdm !== null) return false
  return booleanAt(phone.storage.cloudConfiguration ?? {}, 'AwaitDeviceConfigured') === true
}

async function unenroll(running: Running, reason: string, tell: boolean): Promise<void> {
  const { phone } = running
  const { mdm } = phone.storage
  if (mdm === null) return
  const profile = phone.storage.profiles.find((candidate) => candidate.identifier === mdm.profileIdentifier)
  const payload = profile?.payloads.find((candidate) => typeOf(candidate) === 'com.apple.mdm') ?? {}
  const roots = installedRoots(phone)
  phone.storage.mdm = null
  if (tell && booleanAt(payload, 'CheckOutWhenRemoved') === true) {
    const message = { MessageType: 'CheckOut', Topic: mdm.topic, UDID: phone.identity.udid }
    // Best effort: a server that cannot be reached does not keep its profile on the device.
    await checkIn(running, mdm, message, roots).catch(orTrouble)
    running.power.throwIfAborted()
    phone.record('checkedOut', { server: mdm.checkInUrl })
  }
  for (const other of phone.storage.profiles) {
    if (other === profile || other.origin === 'mdm') dropProfile(running, other)
  }
  phone.record('unenrolled', { reason, server: mdm.serverUrl })
}

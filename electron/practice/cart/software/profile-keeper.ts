import { stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { InstalledProfile } from '../phone.ts'
import { installationError, mdmError } from './device-error.ts'
import { obtainIdentities } from './identity-payloads.ts'
import { leaveNetwork } from './network.ts'
import { typeOf } from './payload-checks.ts'
import { applyPlainPayloads } from './payloads.ts'
import { readProfile } from './profile-document.ts'
import type { ConfigurationProfile } from './profile-document.ts'
import type { Identity, Management, ProfileKeeper, ProfileOrigin, RemovedBy, Running } from './running.ts'
import { installedRoots, rootsOf } from './trust-store.ts'

/** Installs and removes profiles, one after the other: a device never does two at once. */
export function createProfileKeeper(running: Running, management: Management): ProfileKeeper {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    install: (bytes, origin, identities = []) => inTurn(() => install(running, management, bytes, origin, identities)),
    remove: (identifier, by) => inTurn(() => remove(running, management, identifier, by)),
  }
}

async function install(
  running: Running,
  management: Management,
  bytes: Uint8Array,
  origin: ProfileOrigin,
  identities: readonly Identity[],
): Promise<InstalledProfile> {
  running.power.throwIfAborted()
  const { storage } = running.phone
  const held = storage.mdm === null ? identities : [...identities, storage.mdm.identity]
  const document = readProfile(bytes, held)
  if (document.kind === 'profileService') throw installationError(4011, 'This is not a configuration profile.')
  const mdm = document.payloads.find((payload) => typeOf(payload) === 'com.apple.mdm')
  refuseReplacement(running, document, mdm)
  const roots = [...installedRoots(running.phone), ...rootsOf(document.payloads)]
  const obtained = await obtainIdentities(running, document.payloads, roots)
  running.power.throwIfAborted()
  applyPlainPayloads(running, document.payloads)
  const profile: InstalledProfile = { ...kept(document), bytes: Buffer.from(bytes), origin }
  const before = running.phone.storage.profiles
  running.phone.storage.profiles = [...before.filter((other) => other.identifier !== profile.identifier), profile]
  try {
    const identity = mdm && obtained.get((stringAt(mdm, 'IdentityCertificateUUID') ?? '').toUpperCase())
    if (mdm && identity) {
      await management.enroll({ payload: mdm, identity, profileIdentifier: profile.identifier, roots })
    }
  } catch (error) {
    if (!running.power.aborted) undo(running, profile, before)
    throw error
  }
  running.phone.record('profileInstalled', {
    identifier: profile.identifier,
    origin,
    signed: document.signerPem !== null,
    payloadTypes: profile.payloads.map((payload) => typeOf(payload)).join(', '),
  })
  running.phone.emit('notification', listChanged)
  return profile
}

const listChanged = 'com.apple.ManagedConfiguration.profileListChanged'

function kept(document: ConfigurationProfile): Omit<InstalledProfile, 'bytes' | 'origin'> {
  const { identifier, uuid, displayName, payloads, removalDisallowed } = document
  return { identifier, uuid, displayName, payloads, removalDisallowed }
}

function undo(running: Running, profile: InstalledProfile, before: readonly InstalledProfile[]): void {
  forgetNetworks(running, profile.payloads)
  running.phone.storage.profiles = [...before]
}

/** One management at a time, and an update of it must stay the same management. */
function refuseReplacement(running: Running, document: ConfigurationProfile, mdm: PlistDict | undefined): void {
  const { storage } = running.phone
  if (storage.mdm === null) return
  const replacesManagement = storage.mdm.profileIdentifier === document.identifier
  if (replacesManagement && mdm === undefined) {
    throw installationError(4015, 'The new profile does not contain an MDM payload.')
  }
  if (mdm === undefined) return
  if (!replacesManagement) throw mdmError(12001, 'This device is managed already.')
  const same =
    stringAt(mdm, 'ServerURL') === storage.mdm.serverUrl &&
    stringAt(mdm, 'Topic') === storage.mdm.topic &&
    (stringAt(mdm, 'CheckInURL') ?? storage.mdm.serverUrl) === storage.mdm.checkInUrl
  if (!same) throw mdmError(12012, 'Topic and server of an MDM payload cannot change.')
}

async function remove(running: Running, management: Management, identifier: string, by: RemovedBy): Promise<void> {
  running.power.throwIfAborted()
  const { phone } = running
  const profile = phone.storage.profiles.find((candidate) => candidate.identifier === identifier)
  if (profile === undefined) throw installationError(4001, `The profile “${identifier}” is not installed.`)
  if (by === 'person' && profile.removalDisallowed && phone.supervised) {
    throw installationError(4001, `The profile “${identifier}” cannot be removed.`)
  }
  const managed = phone.storage.mdm?.profileIdentifier === identifier
  // Only a configuration from Apple can say so; by cable the key never arrives.
  if (by === 'person' && managed && phone.storage.cloudConfiguration?.['IsMDMUnremovable'] === true) {
    throw installationError(4001, `The profile “${identifier}” cannot be removed.`)
  }
  if (by === 'mdm' && profile.origin !== 'mdm' && !managed) {
    throw mdmError(12013, `The profile “${identifier}” is not managed.`)
  }
  if (managed) return management.unenroll(by === 'mdm' ? 'removedByServer' : 'profileRemoved', true)
  dropProfile(running, profile)
}

/** Takes a profile and what it configured off the device. */
export function dropProfile(running: Running, profile: InstalledProfile): void {
  const { storage } = running.phone
  storage.profiles = storage.profiles.filter((other) => other !== profile)
  forgetNetworks(running, profile.payloads)
  running.phone.record('profileRemoved', { identifier: profile.identifier })
  running.phone.emit('notification', listChanged)
}

function forgetNetworks(running: Running, payloads: readonly PlistDict[]): void {
  for (const payload of payloads) {
    const ssid = typeOf(payload) === 'com.apple.wifi.managed' ? stringAt(payload, 'SSID_STR') : undefined
    if (ssid !== undefined) leaveNetwork(running, ssid)
  }
}

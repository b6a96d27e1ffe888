/** Apple's configuration service, `com.apple.mobile.MCInstall`: profiles, cloud configuration, erase. */
import { AppError } from '../../../src-shared/errors.ts'
import { connectService, isSameUdid, withSession } from '../device-link.ts'
import type { SessionOptions } from '../device-link.ts'
import type { Lockdown } from '../lockdown.ts'
import type { PairRecord } from '../pair-record.ts'
import type { CallOptions } from '../plist-channel.ts'
import type { PlistService } from '../plist-service.ts'
import { dataAt, dictAt, stringAt } from '../plist/take.ts'
import type { PlistDict } from '../plist/value.ts'
import type { PlistInputDict } from '../plist/write.ts'
import type { AttachedDevice, Usbmux } from '../usbmux.ts'
import { useEraseWarrant } from './erase-warrant.ts'
import type { EraseWarrant } from './erase-warrant.ts'
import { useRemovalWarrant } from './removal-warrant.ts'
import type { RemovalWarrant } from './removal-warrant.ts'
import { mcInstallError } from './mcinstall-errors.ts'

export const mcInstallName = 'com.apple.mobile.MCInstall'

const minutes = 60_000
/** An ABM device asks Apple before it answers, and counts a time-out of its own as *yes*. */
const cloudConfigurationMs = 10 * minutes
const installMs = 3 * minutes

/**
 * usbmuxd counts its devices anew when it starts anew, so that a number may lead to another device than it did. What is
 * written or erased here cannot be taken back: in the session that starts the service the device says who it is.
 * @throws AppError 'apple.deviceGone' when another device answers, and those of openService
 */
export async function openMcInstall(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  options: SessionOptions = {},
): Promise<PlistService> {
  const { osVersion: _, ...call } = options
  const start = async (lockdown: Lockdown) => {
    const answering = await lockdown.getValue({ key: 'UniqueDeviceID' }, call)
    if (!isSameUdid(answering, device.udid)) throw new AppError('apple.deviceGone', { udid: device.udid })
    const service = await lockdown.startService(mcInstallName, call)
    return { ...service, legacyTls: lockdown.legacyTls }
  }
  const started = await withSession(mux, device, record, start, options)
  return connectService(mux, device, record, { name: mcInstallName, ...started, ...call })
}

/**
 * Any request. A connection carries many, and keeps an escalation.
 * @throws AppError 'apple.mcinstall.…' for whatever is not Acknowledged. Replies may hold secrets: they are not logged.
 */
export async function mcRequest(
  service: PlistService,
  requestType: string,
  fields: PlistInputDict = {},
  options: CallOptions = {},
): Promise<PlistDict> {
  const reply = await service.request({ RequestType: requestType, ...fields }, options)
  if (stringAt(reply, 'Status') !== 'Acknowledged') throw mcInstallError(requestType, reply)
  return reply
}

/** No effect is known; go-ios sends it before it changes anything, and so do we. */
export async function flush(service: PlistService, options?: CallOptions): Promise<void> {
  await mcRequest(service, 'Flush', {}, options)
}

/** No effect is known; go-ios sends it between the steps of a preparation. */
export async function hello(service: PlistService, options?: CallOptions): Promise<void> {
  await mcRequest(service, 'HelloHostIdentifier', {}, options)
}

/** What is stored, as the device rewrote it; null when nothing is. */
export async function getCloudConfiguration(service: PlistService, options?: CallOptions): Promise<PlistDict | null> {
  return dictAt(await mcRequest(service, 'GetCloudConfiguration', {}, options), 'CloudConfiguration') ?? null
}

/**
 * Stores the configuration, which is possible once per erase. May take minutes.
 * @throws AppError 'apple.mcinstall.alreadyConfigured', 'apple.mcinstall.notActivated', 'apple.mcinstall.adeDevice', …
 */
export async function setCloudConfiguration(
  service: PlistService,
  configuration: PlistInputDict,
  options: CallOptions = {},
): Promise<void> {
  const fields = { CloudConfiguration: configuration }
  await mcRequest(service, 'SetCloudConfiguration', fields, { timeoutMs: cloudConfigurationMs, ...options })
}

/**
 * In Setup Assistant it is installed at once. On a device past it, success means only that the profile waits in
 * Settings: a person has eight minutes to install it there.
 */
export async function installProfile(
  service: PlistService,
  payload: Uint8Array,
  options: CallOptions = {},
): Promise<void> {
  await mcRequest(service, 'InstallProfile', { Payload: payload }, { timeoutMs: installMs, ...options })
}

/** Needs an escalated connection; installs at once, without a question. */
export async function installProfileSilent(
  service: PlistService,
  payload: Uint8Array,
  options: CallOptions = {},
): Promise<void> {
  await mcRequest(service, 'InstallProfileSilent', { Payload: payload }, { timeoutMs: installMs, ...options })
}

/**
 * By identifier, as go-ios names it: the one that the warrant is for.
 * @throws AppError `apple.mcinstall.noWarrant` before anything is sent, and what the device refuses
 */
export async function removeProfile(
  service: PlistService,
  warrant: RemovalWarrant,
  udid: string,
  options: CallOptions = {},
): Promise<void> {
  await removeByName(service, useRemovalWarrant(warrant, udid), options)
}

/** Slipway's own, which holds nothing, and which `slipway prove` leaves on a device for moments. */
export const trialIdentifier = 'app.slipway.proof'

/** Without a warrant, because no other profile has that name. */
export async function removeTrialProfile(service: PlistService, options: CallOptions = {}): Promise<void> {
  await removeByName(service, trialIdentifier, options)
}

async function removeByName(service: PlistService, identifier: string, options: CallOptions): Promise<void> {
  await mcRequest(service, 'RemoveProfile', { ProfileIdentifier: identifier }, { timeoutMs: installMs, ...options })
}

/** Keeps an enrollment profile for the time after Setup Assistant. */
export async function storeProfile(
  service: PlistService,
  payload: Uint8Array,
  options: CallOptions = {},
): Promise<void> {
  const fields = { ProfileData: payload, Purpose: 'PostSetupInstallation' }
  await mcRequest(service, 'StoreProfile', fields, { timeoutMs: installMs, ...options })
}

export async function getStoredProfile(service: PlistService, options?: CallOptions): Promise<Uint8Array | null> {
  const reply = await mcRequest(service, 'GetStoredProfile', { Purpose: 'PostSetupInstallation' }, options)
  return dataAt(reply, 'ProfileData') ?? null
}

export async function setWifiPowerState(service: PlistService, on: boolean, options?: CallOptions): Promise<void> {
  await mcRequest(service, 'SetWiFiPowerState', { PowerState: on }, options)
}

/**
 * Automated Device Enrollment by cable, nobody touching the device. Experimental: its shape is known from Apple's
 * device-side code only. Takes minutes; the device must be online.
 */
export async function downloadAndApplyCloudConfiguration(
  service: PlistService,
  credentials: { readonly userName: string; readonly password: string } | null,
  options: CallOptions = {},
): Promise<void> {
  const fields = { MDMUsername: credentials?.userName, MDMPassword: credentials?.password }
  const call = { timeoutMs: cloudConfigurationMs, ...options }
  await mcRequest(service, 'DownloadAndApplyCloudConfiguration', fields, call)
}

export type EraseOptions = CallOptions & {
  /** False erases the eSIM as well; so does leaving the key out, which this function therefore never does. */
  readonly preserveDataPlan: boolean
  /** True keeps the Quick Start offer of nearby devices away. */
  readonly disallowProximitySetup: boolean
}

/**
 * Erases all content and settings. The device answers before it resets, or just leaves. It neither asks for the
 * passcode nor lifts Activation Lock.
 * @returns whether it answered; a connection that just ended may be a device that erases or a cable that was pulled
 * @throws AppError 'apple.erase.noWarrant' before anything is sent, unless the warrant is for the device at the other end
 */
export async function eraseDevice(
  service: PlistService,
  warrant: EraseWarrant,
  options: EraseOptions,
): Promise<boolean> {
  const { preserveDataPlan, disallowProximitySetup, ...call } = options
  if (service.closed) throw new AppError('stream.closed')
  useEraseWarrant(warrant, service.udid)
  const fields = { PreserveDataPlan: preserveDataPlan, DisallowProximitySetup: disallowProximitySetup }
  try {
    await mcRequest(service, 'EraseDevice', fields, { timeoutMs: 2 * minutes, ...call })
    return true
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stream.closed') throw error
    return false
  }
}

import { arrayAt, booleanAt, dataAt, dictAt, integerAt, stringAt } from '../../../apple/plist/take.ts'
import { isPlistDict } from '../../../apple/plist/value.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInput, PlistInputDict } from '../../../apple/plist/write.ts'
import { constantTimeEqual } from '../../../lib/crypto.ts'
import { bypassCodePath, lockAllowedPath } from '../wipe.ts'
import { asDeviceError, errorChain, keybagError, mdmError, payloadError } from './device-error.ts'
import type { DeviceError } from './device-error.ts'
import { applicationList, certificateList, deviceInformation, profileList, securityInfo } from './mdm-reports.ts'
import type { MdmCommand } from './mdm-wire.ts'
import { typeOf } from './payload-checks.ts'
import type { ProfileKeeper, Running } from './running.ts'
import { givenUnlockToken, removePasscode } from './unlock-token.ts'

export type CommandContext = {
  /** The server has the rights its profile says; a proved supervisor at the cable has them all. */
  readonly by: 'server' | 'cable'
  readonly running: Running
  readonly profiles: ProfileKeeper
  /** DeviceConfigured arrived. */
  readonly configured: () => void
  readonly awaitingConfiguration: () => boolean
}

export type CommandResult = {
  /** Status and what belongs to it, without UDID and CommandUUID. */
  readonly message: PlistInputDict
  /** What follows once the server has the result. */
  readonly delivered?: () => void
}

type Command = {
  /** Bits of AccessRights it needs, by Apple's table. */
  readonly right?: number
  readonly needsUnlocked?: boolean
  readonly needsSupervision?: boolean
  readonly cableOnly?: boolean
  readonly run: (context: CommandContext, command: PlistDict) => CommandResult | Promise<CommandResult>
}

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['DeviceInformation', { run: (context, command) => acknowledged(deviceInformation(context, command)) }],
  ['ProfileList', { right: 1, needsUnlocked: true, run: ({ running }) => acknowledged(profileList(running)) }],
  ['CertificateList', { right: 1, needsUnlocked: true, run: ({ running }) => acknowledged(certificateList(running)) }],
  ['SecurityInfo', { right: 1024, run: ({ running }) => acknowledged(securityInfo(running)) }],
  [
    'InstalledApplicationList',
    { right: 256, needsUnlocked: true, run: ({ running }) => acknowledged(applicationList(running)) },
  ],
  ['InstallProfile', { right: 2, needsUnlocked: true, run: installProfile }],
  ['RemoveProfile', { right: 2, needsUnlocked: true, run: removeProfile }],
  ['DeviceConfigured', { needsSupervision: true, run: deviceConfigured }],
  ['EraseDevice', { right: 8, run: eraseDevice }],
  ['RestartDevice', { right: 4, run: ({ running }) => then(() => running.phone.emit('restartRequested')) }],
  [
    'ShutDownDevice',
    { right: 4, needsSupervision: true, run: ({ running }) => then(() => running.phone.emit('shutdownRequested')) },
  ],
  ['DeviceLock', { right: 4, run: deviceLock }],
  ['ClearPasscode', { right: 4, run: clearPasscode }],
  ['ActivationLockBypassCode', { needsSupervision: true, run: bypassCode }],
  ['ClearActivationLockBypassCode', { needsSupervision: true, run: clearBypassCode }],
  ['DefaultMDMOptions', { needsSupervision: true, cableOnly: true, run: defaultOptions }],
  ['SetDefaultMDMOptions', { needsSupervision: true, cableOnly: true, run: setDefaultOptions }],
  ['Settings', { right: 2048, run: settings }],
])

/** Whether the device has ever heard of it, on that way. */
export function knowsCommand(requestType: string, by: CommandContext['by']): boolean {
  const command = commands.get(requestType)
  return command !== undefined && (by === 'cable' || command.cableOnly !== true)
}

/** Carries out one command; whatever it cannot do is an Error with its chain, never an exception. */
export async function answerCommand(context: CommandContext, received: MdmCommand): Promise<CommandResult> {
  if (received.malformed) return { message: { Status: 'CommandFormatError' } }
  const command = commands.get(received.requestType)
  if (command === undefined || !knowsCommand(received.requestType, context.by))
    return failed(mdmError(12021, `“${received.requestType}” is not a valid request type.`))
  const { phone } = context.running
  if (command.needsUnlocked === true && (phone.locked || context.running.world.mishap?.('notNow') === true)) {
    phone.record('notNow', { type: received.requestType })
    return { message: { Status: 'NotNow' } }
  }
  if (context.by === 'server' && ((command.right ?? 0) & ~accessRights(context.running)) !== 0) {
    return failed(mdmError(12007, 'The management has no right to do this.'))
  }
  if (command.needsSupervision === true && !phone.supervised) {
    return failed(mdmError(12021, `“${received.requestType}” needs a supervised device.`))
  }
  try {
    return await command.run(context, received.command)
  } catch (error) {
    return failed(asDeviceError(error))
  }
}

function accessRights(running: Running): number {
  const { mdm, profiles } = running.phone.storage
  const profile = profiles.find((candidate) => candidate.identifier === mdm?.profileIdentifier)
  const payload = profile?.payloads.find((candidate) => typeOf(candidate) === 'com.apple.mdm')
  return payload === undefined ? 0 : (integerAt(payload, 'AccessRights') ?? 8191)
}

async function installProfile({ profiles }: CommandContext, command: PlistDict): Promise<CommandResult> {
  const payload = dataAt(command, 'Payload')
  if (payload === undefined) return { message: { Status: 'CommandFormatError' } }
  await profiles.install(payload, 'mdm')
  return acknowledged()
}

async function removeProfile({ profiles, by }: CommandContext, command: PlistDict): Promise<CommandResult> {
  const identifier = stringAt(command, 'Identifier')
  if (identifier === undefined) return { message: { Status: 'CommandFormatError' } }
  await profiles.remove(identifier, by === 'server' ? 'mdm' : 'supervisor')
  return acknowledged()
}

function deviceConfigured(context: CommandContext): CommandResult {
  return context.awaitingConfiguration() ? then(context.configured) : acknowledged()
}

function eraseDevice({ running, by }: CommandContext, command: PlistDict): CommandResult {
  const preserveDataPlan = booleanAt(command, 'PreserveDataPlan') === true
  return then(() => {
    running.phone.record('eraseRequested', { by: by === 'server' ? 'mdm' : 'cable', preserveDataPlan })
    running.phone.emit('eraseRequested', { preserveDataPlan })
  })
}

/** Without a passcode the screen goes dark and anybody opens it again: the device is not locked for the cable. */
function deviceLock({ running }: CommandContext): CommandResult {
  if (running.phone.storage.passcode !== null) running.phone.locked = true
  running.phone.emit('changed')
  return acknowledged()
}

function settings({ running }: CommandContext, command: PlistDict): CommandResult {
  const items = arrayAt(command, 'Settings')
  if (items === undefined) return { message: { Status: 'CommandFormatError' } }
  return acknowledged({ Settings: items.map((item) => applySetting(running, isPlistDict(item) ? item : {})) })
}

function applySetting(running: Running, item: PlistDict): PlistInput {
  const { phone } = running
  const kind = stringAt(item, 'Item') ?? ''
  const refused = (error: DeviceError): PlistInput => ({ Item: kind, Status: 'Error', ErrorChain: errorChain(error) })
  if (kind !== 'DeviceName') return refused(mdmError(12021, `The setting “${kind}” is not supported.`))
  if (!phone.supervised) return refused(mdmError(12021, 'The device name needs a supervised device.'))
  const name = stringAt(item, 'DeviceName') ?? ''
  if (name === '') return refused(payloadError(2002, 'The device name is missing.'))
  phone.storage.deviceName = name
  phone.record('deviceNamed', { name, by: 'mdm' })
  phone.emit('notification', 'com.apple.mobile.lockdown.device_name_changed')
  return { Item: kind, Status: 'Acknowledged' }
}

function clearPasscode({ running: { phone } }: CommandContext, command: PlistDict): CommandResult {
  const token = dataAt(command, 'UnlockToken')
  const known = givenUnlockToken(phone)
  if (token === undefined) return { message: { Status: 'CommandFormatError' } }
  if (known === null || !constantTimeEqual(known, token)) throw keybagError(37003, 'The unlock token is not valid.')
  removePasscode(phone)
  return acknowledged()
}

/** Made when the device was supervised; for whoever manages it to keep. */
function bypassCode({ running: { phone } }: CommandContext): CommandResult {
  const code = phone.storage.settings.get(bypassCodePath)
  if (typeof code !== 'string') throw mdmError(12010, 'There is no Activation Lock bypass code.')
  phone.record('bypassCodeRead')
  return acknowledged({ ActivationLockBypassCode: code })
}

function clearBypassCode({ running: { phone } }: CommandContext): CommandResult {
  phone.storage.settings.delete(bypassCodePath)
  phone.record('bypassCodeCleared')
  return acknowledged()
}

function defaultOptions({ running: { phone } }: CommandContext): CommandResult {
  const allowed = phone.storage.settings.get(lockAllowedPath) === true
  return acknowledged({ MDMOptions: { ActivationLockAllowedWhileSupervised: allowed } })
}

function setDefaultOptions({ running: { phone } }: CommandContext, command: PlistDict): CommandResult {
  const allowed = booleanAt(dictAt(command, 'MDMOptions') ?? {}, 'ActivationLockAllowedWhileSupervised')
  if (allowed === undefined) return { message: { Status: 'CommandFormatError' } }
  phone.storage.settings.set(lockAllowedPath, allowed)
  return acknowledged()
}

function acknowledged(more: PlistInputDict = {}): CommandResult {
  return { message: { Status: 'Acknowledged', ...more } }
}

function then(delivered: () => void): CommandResult {
  return { message: { Status: 'Acknowledged' }, delivered }
}

function failed(error: DeviceError): CommandResult {
  return { message: { Status: 'Error', ErrorChain: errorChain(error) } }
}

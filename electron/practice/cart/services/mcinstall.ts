import { stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { downloadAndApply } from './mcinstall/automated-enrollment.ts'
import { getCloudConfiguration, setCloudConfiguration } from './mcinstall/cloud-configuration.ts'
import { eraseDevice } from './mcinstall/erase.ts'
import { escalate, escalateResponse, proceedWithKeybagMigration } from './mcinstall/escalation.ts'
import { McRefusal } from './mcinstall/line.ts'
import type { McAnswer, McLine } from './mcinstall/line.ts'
import { getProfileList, installProfile, installProfileSilent, removeProfile } from './mcinstall/profiles.ts'
import { getStoredProfile, storeProfile } from './mcinstall/stored-profile.ts'
import {
  acknowledge,
  clearPasscode,
  requestUnlockToken,
  securityInfo,
  setWiFiPowerState,
  settings,
} from './mcinstall/settings.ts'
import { nextRequest } from './next-request.ts'

type Handler = (line: McLine, request: PlistDict) => McAnswer | Promise<McAnswer>

const handlers: Readonly<Record<string, Handler>> = {
  HelloHostIdentifier: acknowledge,
  Flush: acknowledge,
  GetProfileList: getProfileList,
  InstallProfile: installProfile,
  RemoveProfile: removeProfile,
  GetCloudConfiguration: getCloudConfiguration,
  SetCloudConfiguration: setCloudConfiguration,
  DownloadAndApplyCloudConfiguration: downloadAndApply,
  Escalate: escalate,
  EscalateResponse: escalateResponse,
  EraseDevice: eraseDevice,
  StoreProfile: storeProfile,
  GetStoredProfile: getStoredProfile,
  SetWiFiPowerState: setWiFiPowerState,
}

/** Known only to a line that has proved to speak for the supervisor. */
const escalatedHandlers: Readonly<Record<string, Handler>> = {
  ProceedWithKeybagMigration: proceedWithKeybagMigration,
  InstallProfileSilent: installProfileSilent,
  Settings: settings,
  SecurityInfo: securityInfo,
  RequestUnlockToken: requestUnlockToken,
  ClearPasscode: clearPasscode,
  ClearRestrictionsPassword: acknowledge,
}

/** The configuration service: one request, one reply; a line remembers whether it was escalated. */
export async function serveMcInstall(device: PracticeDevice, connection: Connection): Promise<void> {
  const line: McLine = { device, escalation: { kind: 'none' } }
  for (;;) {
    const request = await nextRequest(connection)
    if (request === null) return
    const { reply, after } = await answer(line, request)
    await connection.send(reply)
    after?.()
  }
}

async function answer(line: McLine, request: PlistDict): Promise<McAnswer> {
  const name = stringAt(request, 'RequestType') ?? ''
  const proved = line.escalation.kind === 'proved'
  // As an MDM command the removal names its profile in another key.
  const managed = proved && name === 'RemoveProfile' && request['Identifier'] !== undefined
  const handler = managed ? undefined : (find(handlers, name) ?? (proved ? find(escalatedHandlers, name) : undefined))
  try {
    if (handler !== undefined) return await handler(line, request)
    return (proved ? await managementCommand(line, name, request) : null) ?? { reply: { Status: 'CommandFormatError' } }
  } catch (error) {
    if (error instanceof McRefusal) return { reply: error.reply }
    throw error
  }
}

/** A proved supervisor may send most commands of device management, in their own form. */
async function managementCommand(line: McLine, name: string, request: PlistDict): Promise<McAnswer | null> {
  const result = await line.device.software.command(name, request)
  if (result === null) return null
  line.device.phone.record('supervisorCommand', { type: name })
  return { reply: result.message, ...(result.delivered === undefined ? {} : { after: result.delivered }) }
}

function find(table: Readonly<Record<string, Handler>>, name: string): Handler | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

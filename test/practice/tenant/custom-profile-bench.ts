import { expect } from 'vitest'
import { readPlistDict } from '../../../electron/apple/plist/read.ts'
import { dictAt, stringAt } from '../../../electron/apple/plist/take.ts'
import type { PlistDict } from '../../../electron/apple/plist/value.ts'
import { writePlist } from '../../../electron/apple/plist/write.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { prepare } from './arrangement.ts'
import { ScriptedDevice } from './scripted-device.ts'
import type { Identity } from './scripted-device.ts'

export const path = '/v1.0/deviceManagement/deviceConfigurations'

export function payload(identifier: string): string {
  const profile = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: '11111111-1111-4111-8111-111111111111',
    PayloadContent: [],
  }
  return writePlist(profile).toString('base64')
}

export async function create(tenant: TestTenant, identifier: string): Promise<string> {
  const answer = await tenant.ask('POST', path, {
    '@odata.type': '#microsoft.graph.iosCustomConfiguration',
    displayName: 'Restrictions of the bench',
    payloadName: 'Restrictions',
    payloadFileName: 'bench.mobileconfig',
    payload: payload(identifier),
  })
  expect(answer.status, answer.text).toBe(201)
  return String(answer.json['id'])
}

/** Targets by the short names of their types; a group's id may follow behind a colon. */
export function assign(tenant: TestTenant, id: string, ...names: readonly string[]) {
  const assignments = names.map((name) => {
    const [type, groupId] = name.split(':')
    return { target: { '@odata.type': `#microsoft.graph.${type}`, ...(groupId === undefined ? {} : { groupId }) } }
  })
  return tenant.ask('POST', `${path}/${id}/assign`, { assignments })
}

export type Enrolled = { readonly device: ScriptedDevice; readonly profile: PlistDict; readonly identity: Identity }

export async function enroll(tenant: TestTenant, serial: string, profile: object = {}): Promise<Enrolled> {
  const device = await ScriptedDevice.make(tenant, serial)
  await prepare(tenant, serial, profile)
  return { device, ...(await device.enroll()) }
}

/** Answers every command in the same way. @returns the commands in order, NotNow ones once */
export async function answerAll(
  { device, profile, identity }: Enrolled,
  status = 'Acknowledged',
): Promise<readonly PlistDict[]> {
  const seen: PlistDict[] = []
  let answer = await device.poll(profile, identity)
  while (answer.body.length > 0) {
    const dict = readPlistDict(answer.body)
    seen.push(dictAt(dict, 'Command') ?? {})
    const result = { Status: status, CommandUUID: stringAt(dict, 'CommandUUID') ?? '' }
    answer = await device.poll(profile, identity, result)
  }
  return seen
}

export const types = (commands: readonly PlistDict[]) => commands.map((command) => stringAt(command, 'RequestType'))

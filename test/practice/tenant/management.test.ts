import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPlistDict } from '../../../electron/apple/plist/read.ts'
import { dictAt, stringAt } from '../../../electron/apple/plist/take.ts'
import type { PlistDict } from '../../../electron/apple/plist/value.ts'
import { PlistReal } from '../../../electron/apple/plist/value.ts'
import type { PlistInputDict } from '../../../electron/apple/plist/write.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import type { HttpResponse } from '../../../electron/lib/http.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { managedDevices, prepare, stateOf } from './arrangement.ts'
import { ScriptedDevice, openProfile } from './scripted-device.ts'
import type { Identity } from './scripted-device.ts'

let tenant: TestTenant
let next = 0

beforeAll(async () => {
  tenant = await startTestTenant()
})
afterAll(async () => {
  closeHttpAgents()
  await tenant.dispose()
})

type Enrolled = { readonly device: ScriptedDevice; readonly profile: PlistDict; readonly identity: Identity }

async function enrolled(): Promise<Enrolled> {
  next += 1
  const device = await ScriptedDevice.make(tenant, `TESTMDM${String(next).padStart(4, '0')}`)
  await prepare(tenant, device.serial)
  return { device, ...(await device.enroll()) }
}

function commandOf(answer: HttpResponse): {
  readonly uuid: string
  readonly type: string
  readonly command: PlistDict
} {
  const dict = readPlistDict(answer.body)
  const command = dictAt(dict, 'Command') ?? {}
  return { uuid: stringAt(dict, 'CommandUUID') ?? '', type: stringAt(command, 'RequestType') ?? '', command }
}

/** Polls and acknowledges until nothing is left. @returns the commands in order */
async function drain({ device, profile, identity }: Enrolled, answers: Readonly<Record<string, PlistInputDict>> = {}) {
  const seen: string[] = []
  let answer = await device.poll(profile, identity)
  while (answer.body.length > 0) {
    const { uuid, type } = commandOf(answer)
    seen.push(type)
    answer = await device.poll(profile, identity, { Status: 'Acknowledged', CommandUUID: uuid, ...answers[type] })
  }
  return seen
}

describe('the command queue of an enrolled device', () => {
  it('starts with an inventory, and what the device answers shows in Intune', async () => {
    const it_ = await enrolled()
    const commands = await drain(it_, {
      DeviceInformation: {
        QueryResponses: {
          DeviceName: 'Bench 1',
          OSVersion: '26.1',
          ModelName: 'iPhone',
          IsSupervised: true,
          IMEI: '35 123456 789012 3',
          WiFiMAC: '00:11:22:33:44:55',
          DeviceCapacity: new PlistReal(64),
        },
      },
      SecurityInfo: { SecurityInfo: { HardwareEncryptionCaps: 3, PasscodePresent: true } },
    })
    expect(commands).toEqual(['DeviceInformation', 'ProfileList', 'SecurityInfo', 'ActivationLockBypassCode'])
    expect(await managedDevices(tenant, it_.device.serial)).toMatchObject([
      {
        deviceName: 'Bench 1',
        osVersion: '26.1',
        isSupervised: true,
        isEncrypted: true,
        imei: '351234567890123',
        wiFiMacAddress: '001122334455',
        totalStorageSpaceInBytes: 64 * 1024 ** 3,
        complianceState: 'compliant',
      },
    ])
    expect(await stateOf(tenant, it_.device.serial)).toMatchObject({ isSupervised: true })
    // An empty answer is no bytes at all, not an empty property list.
    const idle = await it_.device.poll(it_.profile, it_.identity)
    expect([idle.status, idle.body.length]).toEqual([200, 0])
  })

  it('ends "Configuring…" for a device that says it waits for that', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTAWAIT01')
    await prepare(tenant, device.serial)
    const profile = openProfile((await device.askForEnrollment()).body)
    const identity = await device.fetchIdentity(profile)
    await device.authenticate(profile, identity)
    await device.tokenUpdate(profile, identity, { AwaitingConfiguration: true })
    expect(await drain({ device, profile, identity })).toContain('DeviceConfigured')
  })

  it('offers again what was answered NotNow, but first goes on with the next', async () => {
    const { device, profile, identity } = await enrolled()
    const first = commandOf(await device.poll(profile, identity))
    const second = commandOf(await device.poll(profile, identity, { Status: 'NotNow', CommandUUID: first.uuid }))
    expect(second.type).toBe('ProfileList')
    const third = commandOf(await device.poll(profile, identity, { Status: 'Acknowledged', CommandUUID: second.uuid }))
    const done = await device.poll(profile, identity, { Status: 'Acknowledged', CommandUUID: third.uuid })
    expect(done.body.length).toBe(0)
    expect(commandOf(await device.poll(profile, identity)).uuid).toBe(first.uuid)
  })

  it('takes late, repeated and unknown results without losing or repeating anything', async () => {
    const { device, profile, identity } = await enrolled()
    const first = commandOf(await device.poll(profile, identity))
    // The answer got lost: the device asks again and gets the same command.
    expect(commandOf(await device.poll(profile, identity)).uuid).toBe(first.uuid)
    const result = { Status: 'Acknowledged', CommandUUID: first.uuid }
    const second = commandOf(await device.poll(profile, identity, result))
    expect(commandOf(await device.poll(profile, identity, result)).uuid).toBe(second.uuid)
    const unknown = { Status: 'Acknowledged', CommandUUID: 'no-such-command' }
    expect(commandOf(await device.poll(profile, identity, unknown)).uuid).toBe(second.uuid)
    const failed = {
      Status: 'Error',
      CommandUUID: second.uuid,
      ErrorChain: [{ ErrorCode: 12021, ErrorDomain: 'MCMDMErrorDomain' }],
    }
    expect(commandOf(await device.poll(profile, identity, failed)).type).toBe('SecurityInfo')
  })

  it('refuses a message that was changed after signing, and one from a device that is not managed', async () => {
    const { device, profile } = await enrolled()
    const stranger = await enrolled()
    expect((await device.poll(profile, stranger.identity)).status).toBe(403)
    const { body } = await device.put(
      `${tenant.announcement.deviceBaseUrl}/mdm/server`,
      { UDID: device.udid, Status: 'Idle' },
      null,
    )
    expect(body.toString()).toBe('unsigned')
    const unknown = await device.poll(profile, device.builtIn)
    expect(unknown.status).toBe(400)
  })
})

describe('a device that enrolls a second time', () => {
  it('starts over: an empty queue, the new certificate pinned, the old one refused', async () => {
    const { device, profile, identity } = await enrolled()
    const again = await device.enroll()
    const old = await device.poll(profile, identity)
    expect(old.status).toBe(403)
    expect(JSON.parse(old.body.toString())).toMatchObject({ code: 'com.apple.unrecognized.device' })
    expect(commandOf(await device.poll(again.profile, again.identity)).type).toBe('DeviceInformation')
    const report = await tenant.control('GET', '/enrollments')
    const rows = (report['enrollments'] as { serial: string }[]).filter(({ serial }) => serial === device.serial)
    expect(rows).toMatchObject([{ state: 'active' }])
  })
})

describe('a device that leaves', () => {
  it('is gone from Intune after CheckOut, and its serial number is as before', async () => {
    const { device, profile, identity } = await enrolled()
    const url = `${tenant.announcement.deviceBaseUrl}/mdm/checkin`
    const answer = await device.put(url, { MessageType: 'CheckOut', Topic: 'x', UDID: device.udid }, identity)
    expect(answer.status).toBe(200)
    expect(await managedDevices(tenant, device.serial)).toEqual([])
    expect(await stateOf(tenant, device.serial)).toMatchObject({ enrollmentState: 'notContacted' })
    expect((await device.poll(profile, identity)).status).toBe(403)
  })
})

import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readPlistDict } from '../../../electron/apple/plist/read.ts'
import { arrayAt, dictAt, stringAt } from '../../../electron/apple/plist/take.ts'
import type { PlistDict } from '../../../electron/apple/plist/value.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { managedDevices, prepare, stateOf } from './arrangement.ts'
import { ScriptedDevice } from './scripted-device.ts'
import type { Identity } from './scripted-device.ts'

let tenant: TestTenant
let gateway: Server
let pushes: string[]

/** Stands where the practice cart would: it takes pushes and writes them down. */
beforeAll(async () => {
  tenant = await startTestTenant()
  gateway = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      if (request.headers.authorization === 'Bearer of-the-cart') pushes.push(text)
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/push`
  await tenant.control('POST', '/push-gateway', { url, token: 'of-the-cart' })
})
beforeEach(() => {
  pushes = []
})
afterAll(async () => {
  closeHttpAgents()
  gateway.closeAllConnections()
  await new Promise((resolve) => gateway.close(resolve))
  await tenant.dispose()
})

type Managed = {
  readonly device: ScriptedDevice
  readonly profile: PlistDict
  readonly identity: Identity
  readonly id: string
}

/** An enrolled device whose first commands are answered. */
async function managed(serial: string, supervised = true): Promise<Managed> {
  const device = await ScriptedDevice.make(tenant, serial)
  await prepare(tenant, serial)
  const { profile, identity } = await device.enroll()
  let answer = await device.poll(profile, identity)
  while (answer.body.length > 0) {
    const CommandUUID = stringAt(readPlistDict(answer.body), 'CommandUUID') ?? ''
    answer = await device.poll(profile, identity, {
      Status: 'Acknowledged',
      CommandUUID,
      QueryResponses: { IsSupervised: supervised },
    })
  }
  const [row] = await managedDevices(tenant, serial)
  return { device, profile, identity, id: String(row?.['id']) }
}

function act(id: string, action: string, body?: object, version = 'v1.0') {
  return tenant.ask('POST', `/${version}/deviceManagement/managedDevices/${id}/${action}`, body)
}

async function nextCommand({ device, profile, identity }: Managed) {
  const message = readPlistDict((await device.poll(profile, identity)).body)
  return { uuid: stringAt(message, 'CommandUUID') ?? '', command: dictAt(message, 'Command') ?? {} }
}

async function shown(id: string) {
  return (await tenant.ask('GET', `/v1.0/deviceManagement/managedDevices/${id}`)).json
}

describe('an action on a managed device', () => {
  it('wakes the device by its own push magic, once per request, and waits for it', async () => {
    const it_ = await managed('TESTACTION01')
    expect(pushes).toEqual([])
    expect((await act(it_.id, 'wipe', { persistEsimDataPlan: true })).status).toBe(204)
    expect(pushes).toEqual([JSON.stringify({ pushMagic: it_.device.pushMagic })])
    expect(await shown(it_.id)).toMatchObject({
      managementState: 'wipePending',
      deviceActionResults: [{ actionName: 'wipe', actionState: 'pending' }],
    })
    // Asked again before the device answered: one erase is enough.
    await act(it_.id, 'wipe')
    const { uuid, command } = await nextCommand(it_)
    expect(command).toMatchObject({ RequestType: 'EraseDevice', PreserveDataPlan: true })
    expect(await shown(it_.id)).toMatchObject({
      managementState: 'wipeIssued',
      deviceActionResults: [{ actionState: 'active' }],
    })
    const after = await it_.device.poll(it_.profile, it_.identity, { Status: 'Acknowledged', CommandUUID: uuid })
    expect([after.status, after.body.length]).toEqual([200, 0])
    expect(await managedDevices(tenant, it_.device.serial)).toEqual([])
    expect(await stateOf(tenant, it_.device.serial)).toMatchObject({ enrollmentState: 'notContacted' })
    // The answer is sent again when the first reply got lost; then nobody is managed here any more.
    const again = await it_.device.poll(it_.profile, it_.identity, { Status: 'Acknowledged', CommandUUID: uuid })
    expect(again.status).toBe(200)
    expect((await it_.device.poll(it_.profile, it_.identity)).status).toBe(403)
  })

  it('retires by taking the management profile away, and hears the goodbye', async () => {
    const it_ = await managed('TESTACTION02')
    await act(it_.id, 'retire')
    const { uuid, command } = await nextCommand(it_)
    expect(command).toMatchObject({ RequestType: 'RemoveProfile', Identifier: it_.profile['PayloadIdentifier'] })
    await it_.device.poll(it_.profile, it_.identity, { Status: 'Acknowledged', CommandUUID: uuid })
    const checkOut = { MessageType: 'CheckOut', Topic: 'x', UDID: it_.device.udid }
    const url = `${tenant.announcement.deviceBaseUrl}/mdm/checkin`
    expect((await it_.device.put(url, checkOut, it_.identity)).status).toBe(200)
    expect((await shown(it_.id))['error']).toMatchObject({ code: 'ResourceNotFound' })
    await it_.device.enroll()
    expect(await stateOf(tenant, it_.device.serial)).toMatchObject({ enrollmentState: 'enrolled' })
  })

  it('fails visibly when the device refuses', async () => {
    const it_ = await managed('TESTACTION03')
    await act(it_.id, 'retire')
    const { uuid } = await nextCommand(it_)
    await it_.device.poll(it_.profile, it_.identity, { Status: 'Error', CommandUUID: uuid, ErrorChain: [] })
    expect(await shown(it_.id)).toMatchObject({
      managementState: 'retireFailed',
      deviceActionResults: [{ actionState: 'failed' }],
    })
  })

  it('is refused where it needs supervision, an escrowed token, or is unknown', async () => {
    const it_ = await managed('TESTACTION04', false)
    for (const action of ['shutDown', 'rebootNow', 'bypassActivationLock', 'resetPasscode'])
      expect((await act(it_.id, action)).status).toBe(400)
    expect((await act(it_.id, 'setDeviceName', { deviceName: 'x' }, 'beta')).status).toBe(400)
    expect((await act(it_.id, 'wipe', { useProtectedWipe: true })).status).toBe(400)
    expect((await act(it_.id, 'wipe', { useProtectedWipe: true }, 'beta')).status).toBe(204)
    expect((await act('nothing', 'retire')).status).toBe(404)
    expect((await act(it_.id, 'explode')).status).toBe(400)
    const reader = String(
      (await tenant.control('POST', '/token', { scopes: ['DeviceManagementManagedDevices.ReadWrite.All'] }))['token'],
    )
    const denied = await tenant.ask('POST', `/v1.0/deviceManagement/managedDevices/${it_.id}/retire`, undefined, reader)
    expect(denied.status).toBe(403)
  })

  it('names a supervised device, and syncs it', async () => {
    const it_ = await managed('TESTACTION05')
    await act(it_.id, 'setDeviceName', { deviceName: 'Till 7' }, 'beta')
    const named = await nextCommand(it_)
    expect(arrayAt(named.command, 'Settings')).toEqual([
      expect.objectContaining({ Item: 'DeviceName', DeviceName: 'Till 7' }),
    ])
    await it_.device.poll(it_.profile, it_.identity, { Status: 'Acknowledged', CommandUUID: named.uuid })
    await act(it_.id, 'syncDevice')
    const synced = await nextCommand(it_)
    expect(synced.command['RequestType']).toBe('DeviceInformation')
    const QueryResponses = { DeviceName: 'Till 7' }
    await it_.device.poll(it_.profile, it_.identity, {
      Status: 'Acknowledged',
      CommandUUID: synced.uuid,
      QueryResponses,
    })
    expect(await shown(it_.id)).toMatchObject({ deviceName: 'Till 7' })
  })
})

describe('the record of a managed device', () => {
  it('takes a name and notes, which lists do not show, and can be deleted', async () => {
    const it_ = await managed('TESTACTION06')
    const path = `/v1.0/deviceManagement/managedDevices/${it_.id}`
    expect((await tenant.ask('PATCH', path, { managedDeviceName: 'Till', notes: 'by the door' })).status).toBe(200)
    expect((await tenant.ask('GET', path)).json).toMatchObject({ managedDeviceName: 'Till', notes: 'by the door' })
    expect((await managedDevices(tenant, it_.device.serial))[0]).toMatchObject({
      managedDeviceName: 'Till',
      notes: null,
    })
    expect((await tenant.ask('PATCH', path, { serialNumber: 'x' })).status).toBe(400)
    await tenant.control('POST', '/switches', { refuseDeleteOfManaged: true })
    expect((await tenant.ask('DELETE', path)).status).toBe(400)
    await tenant.control('POST', '/switches', { refuseDeleteOfManaged: false })
    expect((await tenant.ask('DELETE', path)).status).toBe(204)
    expect((await tenant.ask('GET', path)).status).toBe(404)
  })
})

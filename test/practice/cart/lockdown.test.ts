import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlistReal } from '../../../electron/apple/plist/value.ts'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { PortLine, newHost, openSession, pairHost, pairRecord } from './wire-client.ts'
import type { TestHost } from './wire-client.ts'

let cart: RunningCart
let udids: readonly string[]
let host: TestHost
const extended = { ExtendedPairingErrors: true }

beforeAll(async () => {
  cart = await startCart({ scenario: { devices: [{ state: 'fresh' }, { state: 'used' }] } })
  udids = (await cart.list()).map(({ identity }) => identity.udid)
  host = await pairHost(cart.address, 1)
})
afterAll(() => cart?.stop())

async function withLine<T>(deviceId: number, work: (line: PortLine) => Promise<T>): Promise<T> {
  const line = await PortLine.open(cart.address, deviceId, 62078)
  try {
    return await work(line)
  } finally {
    line.close()
  }
}

describe('lockdownd without a session', () => {
  it('repeats Request and Key, and keeps protected values to itself', async () => {
    await withLine(1, async (line) => {
      expect(await line.ask({ Request: 'GetValue', Key: 'ProductType' })).toMatchObject({
        Request: 'GetValue',
        Key: 'ProductType',
      })
      expect(await line.ask({ Request: 'GetValue', Key: 'SerialNumber' })).toMatchObject({ Error: 'GetProhibited' })
      expect(await line.ask({ Request: 'GetValue', Key: 'NoSuchKey' })).toMatchObject({ Error: 'MissingValue' })
      expect(await line.ask({ Request: 'GetValue', Domain: 'com.apple.mobile.battery' })).toMatchObject({
        Error: 'GetProhibited',
      })
      expect(await line.ask({ Request: 'GetValue', Domain: '', Key: 'SlipwayPractice' })).toMatchObject({
        Value: cart.worldId,
      })
      expect(await line.ask({ Request: 'SetValue', Key: 'DeviceName', Value: 'x' })).toMatchObject({
        Error: 'SetProhibited',
      })
      expect(await line.ask({ Request: 'SetValue', Key: 'UntrustedHostBUID', Value: 'x' })).not.toHaveProperty('Error')
      expect(await line.ask({ Request: 'StartService', Service: 'com.apple.afc' })).toMatchObject({
        Error: 'SessionInactive',
      })
      expect(await line.ask({ Request: 'Whatever' })).toMatchObject({ Request: 'Whatever', Error: 'InvalidResponse' })
      expect(await line.ask({ Request: 'constructor' })).toMatchObject({ Error: 'InvalidResponse' })
    })
  })

  it('says what is wrong with a StartSession', async () => {
    await withLine(1, async (line) => {
      expect(await line.ask({ Request: 'StartSession' })).toMatchObject({ Error: 'MissingHostID' })
      expect(await line.ask({ Request: 'StartSession', HostID: 'nobody' })).toMatchObject({ Error: 'InvalidHostID' })
      expect(await line.ask({ Request: 'StopSession', SessionID: 'x' })).toMatchObject({ Error: 'SessionInactive' })
    })
  })

  it('refuses pair records that are incomplete or made for another device', async () => {
    const other = await newHost(cart.address, 2)
    await withLine(1, async (line) => {
      const ask = (record: object) =>
        line.ask({ Request: 'Pair', PairRecord: record as never, PairingOptions: extended })
      expect(await line.ask({ Request: 'Pair' })).toMatchObject({ Error: 'MissingPairRecord' })
      expect(await ask({})).toMatchObject({ Error: 'MissingHostID' })
      expect(await ask({ HostID: 'x' })).toMatchObject({ Error: 'InvalidPairRecord' })
      expect(await ask(pairRecord(other))).toMatchObject({ Error: 'InvalidPairRecord' })
      expect(await ask({ ...pairRecord(host), RootCertificate: Buffer.from(other.rootCertificatePem) })).toMatchObject({
        Error: 'InvalidPairRecord',
      })
    })
  })

  it('serves the insecure notification proxy, which tells of the tap on Trust', async () => {
    const stranger = await newHost(cart.address, 2)
    await withLine(2, async (line) => {
      const started = await line.ask({
        Request: 'StartService',
        Service: 'com.apple.mobile.insecure_notification_proxy',
      })
      expect(started).not.toHaveProperty('EnableServiceSSL')
      const proxy = await PortLine.open(cart.address, 2, Number(started['Port']))
      const relayed = proxy.ask({ Command: 'ObserveNotification', Name: 'com.apple.mobile.lockdown.request_pair' })
      const ask = () => line.ask({ Request: 'Pair', PairRecord: pairRecord(stranger), PairingOptions: extended })
      expect(await ask()).toMatchObject({ Error: 'PairingDialogResponsePending' })
      expect(await ask()).toMatchObject({ Error: 'PairingDialogResponsePending' })
      await cart.tap(udids[1] ?? '', 'trust')
      expect(await relayed).toMatchObject({ Command: 'RelayNotification' })
      expect(await ask()).toHaveProperty('EscrowBag')
      proxy.close()
    })
  })

  it('answers ValidatePair and Unpair', async () => {
    const visitor = await pairHost(cart.address, 1)
    await withLine(1, async (line) => {
      expect(await line.ask({ Request: 'ValidatePair', PairRecord: pairRecord(visitor) })).not.toHaveProperty('Error')
      expect(await line.ask({ Request: 'Unpair', PairRecord: { HostID: visitor.hostId } })).not.toHaveProperty('Error')
      expect(await line.ask({ Request: 'ValidatePair', PairRecord: pairRecord(visitor) })).toMatchObject({
        Error: 'InvalidHostID',
      })
    })
  })
})

describe('lockdownd with a session', () => {
  it('reads everything, with the right types', async () => {
    const line = await openSession(cart.address, 1, host)
    const { identity } = await cart.device(udids[0] ?? '')
    expect(await line.ask({ Request: 'GetValue', Key: 'SerialNumber' })).toMatchObject({ Value: identity.serial })
    expect((await line.ask({ Request: 'GetValue', Key: 'TimeIntervalSince1970' }))['Value']).toBeInstanceOf(PlistReal)
    expect(await line.ask({ Request: 'GetValue', Key: 'UniqueChipID' })).toMatchObject({ Value: Number(identity.ecid) })
    expect(await line.ask({ Request: 'GetValue', Domain: 'com.apple.fmip' })).toMatchObject({ Value: {} })
    expect(await line.ask({ Request: 'GetValue', Domain: 'com.apple.fmip', Key: 'IsAssociated' })).toMatchObject({
      Value: false,
    })
    line.close()
  })

  it('writes what may be written and names why not', async () => {
    const line = await openSession(cart.address, 1, host)
    expect(await line.ask({ Request: 'SetValue', Key: 'TimeZone', Value: 'Europe/Paris' })).not.toHaveProperty('Error')
    expect(await line.ask({ Request: 'SetValue', Key: 'SerialNumber', Value: 'x' })).toMatchObject({
      Error: 'ImmutableValue',
    })
    expect(await line.ask({ Request: 'SetValue', Key: 'DeviceName', Value: 5 })).toMatchObject({
      Error: 'SetProhibited',
    })
    expect(await line.ask({ Request: 'SetValue', Value: 'x' })).toMatchObject({ Error: 'MissingKey' })
    expect(await line.ask({ Request: 'SetValue', Key: 'DeviceName' })).toMatchObject({ Error: 'MissingValue' })
    expect(await line.ask({ Request: 'SetValue', Key: 'Uses24HourClock', Value: false })).not.toHaveProperty('Error')
    expect(await line.ask({ Request: 'RemoveValue', Key: 'Uses24HourClock' })).not.toHaveProperty('Error')
    expect(await line.ask({ Request: 'RemoveValue', Key: 'SerialNumber' })).toMatchObject({ Error: 'RemoveProhibited' })
    expect((await cart.device(udids[0] ?? '')).storage.timeZone).toBe('Europe/Paris')
    line.close()
  })

  it('honours a time zone only in Setup Assistant', async () => {
    const used = await pairAtDeviceInUse()
    const line = await openSession(cart.address, 2, used)
    expect(await line.ask({ Request: 'SetValue', Key: 'TimeZone', Value: 'Europe/Paris' })).not.toHaveProperty('Error')
    expect((await cart.device(udids[1] ?? '')).storage.timeZone).not.toBe('Europe/Paris')
    line.close()
  })

  it('goes back to clear text after StopSession and starts another session on the same line', async () => {
    const line = await PortLine.open(cart.address, 1, 62078)
    for (let round = 0; round < 2; round += 1) {
      const started = await line.ask({ Request: 'StartSession', HostID: host.hostId })
      const clear = await line.secureForAWhile(host.rootCertificatePem, host.rootPrivateKeyPem)
      expect(await line.ask({ Request: 'StartSession', HostID: host.hostId })).toMatchObject({ Error: 'SessionActive' })
      expect(await line.ask({ Request: 'StopSession', SessionID: 'wrong' })).toMatchObject({
        Error: 'InvalidSessionID',
      })
      expect(await line.ask({ Request: 'StopSession', SessionID: started['SessionID'] })).toMatchObject({
        Request: 'StopSession',
      })
      await clear()
      expect(await line.ask({ Request: 'GetValue', Key: 'SerialNumber' })).toMatchObject({ Error: 'GetProhibited' })
    }
    line.close()
  })

  it('hangs up on a client certificate of somebody else', async () => {
    const stranger = await newHost(cart.address, 1)
    const line = await PortLine.open(cart.address, 1, 62078)
    await line.ask({ Request: 'StartSession', HostID: host.hostId })
    await line.secure(stranger.hostCertificatePem, stranger.hostPrivateKeyPem)
    expect(await line.isClosed()).toBe(true)
    line.close()
  })

  it('starts a service for one connection, which outlives the session', async () => {
    const session = await openSession(cart.address, 1, host)
    expect(await session.ask({ Request: 'StartService', Service: 'com.example.none' })).toMatchObject({
      Error: 'InvalidService',
    })
    expect(await session.ask({ Request: 'StartService' })).toMatchObject({ Error: 'MissingService' })
    const { Port } = await session.ask({ Request: 'StartService', Service: 'com.apple.mobileactivationd' })
    session.close()
    const service = await PortLine.open(cart.address, 1, Number(Port))
    await service.secure(host.hostCertificatePem, host.hostPrivateKeyPem)
    expect(await service.ask({ Command: 'GetActivationStateRequest' })).toEqual({ Value: 'Unactivated' })
    await expect(PortLine.open(cart.address, 1, Number(Port))).rejects.toThrow('refused: 3')
    service.close()
  })

  it('leaves the bus for recovery and comes back when it is switched on again', async () => {
    const used = await pairAtDeviceInUse()
    const { deviceId } = await cart.device(udids[1] ?? '')
    const line = await openSession(cart.address, deviceId ?? 0, used)
    expect(await line.ask({ Request: 'EnterRecovery' })).toMatchObject({ Request: 'EnterRecovery' })
    await cart.until(udids[1] ?? '', ({ attached, counts }) => !attached && counts['recovery'] === 1)
    await cart.post(`devices/${udids[1]}/switchOn`)
    const back = await cart.until(udids[1] ?? '', ({ attached }) => attached)
    expect(back.deviceId).toBeGreaterThan(deviceId ?? 0)
    line.close()
  })
})

async function pairAtDeviceInUse(): Promise<TestHost> {
  const { deviceId } = await cart.device(udids[1] ?? '')
  const host2 = await newHost(cart.address, deviceId ?? 0)
  await withLine(deviceId ?? 0, async (line) => {
    const request = { Request: 'Pair', PairRecord: pairRecord(host2), PairingOptions: extended }
    await line.ask(request)
    await cart.tap(udids[1] ?? '', 'trust')
    expect(await line.ask(request)).toHaveProperty('EscrowBag')
  })
  return host2
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { Staged } from './supervisor.ts'
import { PortLine, newHost, openSession, pairHost, pairRecord } from './wire-client.ts'

const owner = { userName: 'owner@practice.example', password: 'right' }
let cart: RunningCart

beforeAll(async () => {
  const plan = { model: 'iPhone14,5', dataPlan: true }
  const devices = [
    { state: 'activated', ...plan },
    { state: 'activated', ...plan },
    { state: 'activated', findMy: true, owner },
    { state: 'supervised', organization: 'Hospital', allowPairing: false, findMy: true },
    { state: 'activated', passcode: '2580' },
    { state: 'fresh', recovery: true },
    { state: 'used', passcode: '2580', beforeFirstUnlock: true },
    { state: 'activated', batteryPercent: 4 },
    { state: 'activated', model: 'iPad13,18' },
  ]
  cart = await startCart({ scenario: { devices } })
})
afterAll(() => cart?.stop())

const udidIn = async (slot: number): Promise<string> => (await cart.list())[slot - 1]?.identity.udid ?? ''

async function erased(staged: Staged, PreserveDataPlan: boolean) {
  await staged.ask('com.apple.mobile.MCInstall', { RequestType: 'EraseDevice', PreserveDataPlan })
  return cart.until(staged.udid, ({ attached, counts }) => attached && counts['erased'] === 1)
}

describe('an eSIM', () => {
  it.each([
    [1, true],
    [2, false],
  ])('of slot %d keeps its plan over an erase that says %s', async (slot, preserve) => {
    const staged = await Staged.in(cart, slot)
    expect((await cart.device(staged.udid)).dataPlan).toBe(true)
    const after = await erased(staged, preserve)
    expect(after.dataPlan).toBe(preserve)
    expect(after.counts['dataPlanErased']).toBe(preserve ? undefined : 1)
    const again = await Staged.in(cart, slot)
    const session = await openSession(cart.address, await again.deviceId(), again.host)
    const value = async (Key: string): Promise<unknown> => (await session.ask({ Request: 'GetValue', Key }))['Value']
    expect(await value('SIMStatus')).toBe(
      preserve ? 'kCTSIMSupportSIMStatusReady' : 'kCTSIMSupportSIMStatusNotInserted',
    )
    expect((await value('IntegratedCircuitCardIdentity')) !== undefined).toBe(preserve)
    session.close()
  })

  it('is nothing a Wi-Fi model could lose', async () => {
    expect((await cart.device(await udidIn(9))).dataPlan).toBe(false)
  })
})

describe('Find My', () => {
  it('lets an erase happen and leaves a device that only its owner can activate', async () => {
    const staged = await Staged.in(cart, 3)
    const session = await openSession(cart.address, await staged.deviceId(), staged.host)
    const fmip = { Request: 'GetValue', Domain: 'com.apple.fmip' }
    expect((await session.ask({ ...fmip, Key: 'IsAssociated' }))['Value']).toBe(true)
    expect((await session.ask(fmip))['Value']).toEqual({})
    session.close()
    const after = await erased(staged, true)
    expect(after).toMatchObject({ activationLocked: true, findMy: false, storage: { activated: false } })
    await cart.post(`devices/${staged.udid}/hands`, {
      hands: { kind: 'atOnce' },
      answers: { hello: 'always', activationLock: owner },
    })
    await cart.until(staged.udid, ({ counts }) => counts['activationLockOpened'] === 1)
    expect(await (await Staged.in(cart, 3)).activate()).not.toHaveProperty('Error')
    await cart.until(staged.udid, ({ storage }) => storage.setupDone)
  })
})

describe('another organization', () => {
  it('forbids pairing by its configuration, and every host but its own hears so', async () => {
    const { deviceId } = await cart.device(await udidIn(4))
    const host = await newHost(cart.address, deviceId ?? 0)
    const line = await PortLine.open(cart.address, deviceId ?? 0, 62078)
    const options = { ExtendedPairingErrors: true }
    const answer = await line.ask({ Request: 'Pair', PairRecord: pairRecord(host), PairingOptions: options })
    expect(answer['Error']).toBe('MCProtected')
    expect((await cart.device(await udidIn(4))).storage).toMatchObject({ supervised: true, organization: 'Hospital' })
    line.close()
  })
})

describe('a passcode', () => {
  it('stands between a restart and every known host until it was typed once', async () => {
    const staged = await Staged.in(cart, 5)
    await staged.ask('com.apple.mobile.diagnostics_relay', { Request: 'Restart' })
    await cart.until(staged.udid, ({ attached, counts }) => attached && counts['restarted'] === 1)
    const id = await staged.deviceId()
    await expect(openSession(cart.address, id, staged.host)).rejects.toThrow('PasswordProtected')
    const line = await PortLine.open(cart.address, id, 62078)
    expect((await line.ask({ Request: 'GetValue', Key: 'UniqueDeviceID' }))['Value']).toBe(staged.udid)
    line.close()
    await cart.until(staged.udid, ({ prompts }) => prompts.some(({ kind }) => kind === 'unlock'))
    await cart.post(`devices/${staged.udid}/answer`, { kind: 'unlock', answer: 'accept', input: { passcode: '2580' } })
    await cart.until(staged.udid, ({ unlockedSinceBoot }) => unlockedSinceBoot)
    ;(await openSession(cart.address, id, staged.host)).close()
  })

  it('may be missing from the beginning', async () => {
    const { deviceId, locked, unlockedSinceBoot } = await cart.device(await udidIn(7))
    expect({ locked, unlockedSinceBoot }).toEqual({ locked: true, unlockedSinceBoot: false })
    await expect(pairHost(cart.address, deviceId ?? 0)).rejects.toThrow('PasswordProtected')
  })
})

describe('recovery', () => {
  const usb = async () =>
    (await cart.get('usb')) as {
      readonly bus: string
      readonly devices: readonly {
        readonly ports: readonly number[]
        readonly locationId: number
        readonly vendorId: number
        readonly productId: number
        readonly deviceClass: number
        readonly serial: string | null
      }[]
    }

  it('hides a device from usbmuxd but not from the bus', async () => {
    const udid = await udidIn(6)
    const report = await cart.device(udid)
    expect(report).toMatchObject({ attached: false, power: 'recovery', plugged: true })
    const tree = await usb()
    const shown = tree.devices.find(({ ports }) => ports.join('.') === '1.6')
    expect(shown).toMatchObject({ vendorId: 0x05ac, productId: 0x1281, locationId: 0x14160000 })
    const ecid = BigInt(report.identity.ecid).toString(16).toUpperCase().padStart(16, '0')
    expect(shown?.serial).toContain(`ECID:${ecid}`)
    expect(shown?.serial).toContain(`SRNM:[${report.identity.serial}]`)
    expect(tree.devices.filter(({ deviceClass }) => deviceClass === 9)).toHaveLength(1)
    expect(tree.devices.find(({ ports }) => ports.join('.') === '1.1')?.serial).toMatch(/^[0-9A-F]{24}$/)
  })

  it('is left by a host, not by buttons; unplugged it is on no bus', async () => {
    const udid = await udidIn(6)
    await cart.post(`devices/${udid}/restart`)
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect((await cart.device(udid)).power).toBe('recovery')
    await cart.post(`devices/${udid}/unplug`)
    expect((await usb()).devices.some(({ productId }) => productId === 0x1281)).toBe(false)
    await cart.post(`devices/${udid}/plug`)
    await cart.post(`devices/${udid}/switchOn`)
    await cart.until(udid, ({ attached, power }) => attached && power === 'on')
  })
})

describe('power', () => {
  it('an almost empty battery is told by every service that knows of it', async () => {
    const staged = await Staged.in(cart, 8)
    const session = await openSession(cart.address, await staged.deviceId(), staged.host)
    const Key = 'BatteryCurrentCapacity'
    const answer = await session.ask({ Request: 'GetValue', Domain: 'com.apple.mobile.battery', Key })
    expect(answer['Value']).toBe(4)
    session.close()
    const registry = { Request: 'IORegistry', EntryClass: 'IOPMPowerSource' }
    expect(await staged.ask('com.apple.mobile.diagnostics_relay', registry)).toMatchObject({
      Diagnostics: { IORegistry: { CurrentCapacity: 4, AtWarnLevel: true } },
    })
  })

  it('a device that is off starts when it gets power', async () => {
    const staged = await Staged.in(cart, 8)
    await staged.ask('com.apple.mobile.diagnostics_relay', { Request: 'Shutdown' })
    await cart.until(staged.udid, ({ power }) => power === 'off')
    await cart.post(`devices/${staged.udid}/unplug`)
    await cart.post(`devices/${staged.udid}/plug`, { slot: 11 })
    expect(await cart.until(staged.udid, ({ attached }) => attached)).toMatchObject({ slot: 11, power: 'on' })
  })
})

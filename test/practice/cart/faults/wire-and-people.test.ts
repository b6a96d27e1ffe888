import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCart } from '../../../harness/cart.ts'
import type { RunningCart } from '../../../harness/cart.ts'
import { selfSigned } from '../../../pki/authority.ts'
import { Staged, escalate, supervision } from '../supervisor.ts'
import type { Supervisor } from '../supervisor.ts'
import { PortLine, newHost, openSession, pairRecord } from '../wire-client.ts'

let cart: RunningCart
let supervisor: Supervisor

beforeAll(async () => {
  supervisor = await selfSigned('Supervisor')
  const devices = [
    { state: 'activated' },
    { state: 'activated' },
    { state: 'used' },
    { state: 'activated' },
    { state: 'fresh' },
    { state: 'used', passcode: '2580' },
  ]
  cart = await startCart({ scenario: { devices }, hands: 'atOnce' })
})
afterAll(() => cart?.stop())

describe('on the wire', () => {
  it('an answer breaks off in its middle, and the next one is whole', async () => {
    const staged = await Staged.in(cart, 1)
    await staged.arm({ fault: 'halfFrame', request: 'GetProfileList' })
    const line = await staged.configuration()
    expect(await line.ask({ RequestType: 'GetCloudConfiguration' })).toEqual({ Status: 'Acknowledged' })
    await expect(line.ask({ RequestType: 'GetProfileList' })).rejects.toMatchObject({ code: 'stream.closed' })
    const next = await staged.ask('com.apple.mobile.MCInstall', { RequestType: 'GetProfileList' })
    expect(next['Status']).toBe('Acknowledged')
    expect(await staged.faults()).toEqual([{ fault: 'halfFrame', request: 'GetProfileList' }])
  })

  it.each([
    [{ fault: 'splitFrames', bytes: 3 }],
    [{ fault: 'coalescedFrames', holdMs: 10 }],
    [{ fault: 'delayedTls', ms: 500, times: 2 }],
  ])('everything still arrives under %j', async (fault) => {
    const staged = await Staged.in(cart, 2)
    await staged.arm({ ...fault, times: 2 })
    const session = await openSession(cart.address, await staged.deviceId(), staged.host)
    const [all, name] = [await session.ask({ Request: 'GetValue' }), await session.ask({ Request: 'QueryType' })]
    expect(Object.keys(all['Value'] as object).length).toBeGreaterThan(30)
    expect(name['Type']).toBe('com.apple.mobile.lockdown')
    session.close()
    expect(await staged.faults()).toContainEqual({ fault: fault.fault })
  })
})

describe('people and services', () => {
  it('somebody taps Don’t Trust first', async () => {
    const { deviceId, identity } = (await cart.list())[2] ?? { deviceId: 0, identity: { udid: '' } }
    await cart.post('faults', { fault: 'trustRefused', on: { slots: [3] } })
    const host = await newHost(cart.address, deviceId ?? 0)
    const pair = async (): Promise<unknown> => {
      const line = await PortLine.open(cart.address, deviceId ?? 0, 62078)
      const options = { ExtendedPairingErrors: true }
      for (;;) {
        const answer = await line.ask({ Request: 'Pair', PairRecord: pairRecord(host), PairingOptions: options })
        if (answer['Error'] !== 'PairingDialogResponsePending') {
          line.close()
          return answer['Error'] ?? 'paired'
        }
      }
    }
    expect(await pair()).toBe('UserDeniedPairing')
    expect(await pair()).toBe('paired')
    expect((await cart.device(identity.udid)).counts['fault']).toBe(1)
  })

  it('a device refuses proofs in a burst, and says NotNow', async () => {
    const staged = await Staged.in(cart, 4)
    const line = await staged.configuration()
    await line.ask({ RequestType: 'SetCloudConfiguration', CloudConfiguration: supervision(supervisor) })
    await staged.arm({ fault: 'signedRequestRejected', nth: 2, times: 2 })
    await staged.arm({ fault: 'notNow', times: 1 })
    const outcomes = []
    for (let tries = 0; tries < 4; tries += 1) outcomes.push(await escalate(line, supervisor))
    expect(outcomes).toEqual(['Acknowledged', 'SignedRequestRejected', 'SignedRequestRejected', 'Acknowledged'])
    const lists = [await line.ask({ RequestType: 'ProfileList' }), await line.ask({ RequestType: 'ProfileList' })]
    expect(lists.map((answer) => answer['Status'])).toEqual(['NotNow', 'Acknowledged'])
    line.close()
  })

  it('a device refuses its activation record once', async () => {
    const staged = await Staged.in(cart, 5)
    await staged.arm({ fault: 'activationRefused' })
    expect(await staged.activate()).toHaveProperty('Error')
    expect((await cart.device(staged.udid)).storage.activated).toBe(false)
    expect(await staged.activate()).not.toHaveProperty('Error')
    expect((await cart.device(staged.udid)).storage.activated).toBe(true)
  })

  it('a screen locks itself at a request, and somebody opens it later', async () => {
    const { deviceId, identity } = (await cart.list())[5] ?? { deviceId: 0, identity: { udid: '' } }
    await cart.post('faults', { fault: 'screenLocked', on: { slots: [6] }, at: { request: 'Pair' }, openAfterMs: null })
    const host = await newHost(cart.address, deviceId ?? 0)
    const line = await PortLine.open(cart.address, deviceId ?? 0, 62078)
    const options = { ExtendedPairingErrors: true }
    const answer = await line.ask({ Request: 'Pair', PairRecord: pairRecord(host), PairingOptions: options })
    expect(answer['Error']).toBe('PasswordProtected')
    expect((await cart.device(identity.udid)).locked).toBe(true)
    await cart.post(`devices/${identity.udid}/state`, { locked: false })
    await cart.post('faults', { fault: 'screenLocked', on: { slots: [6] } })
    await cart.until(identity.udid, ({ locked }) => !locked)
    line.close()
  })
})

describe('arming a fault while the cart runs', () => {
  it('says which devices it may hit, and refuses what is no fault', async () => {
    await expect(cart.post('faults', { fault: 'earthquake' })).rejects.toThrow('400')
    await expect(cart.post('faults', { fault: 'halfFrame', nth: [9, 2] })).rejects.toThrow('400')
    const udids = (await cart.list()).map(({ identity }) => identity.udid)
    await cart.post('faults', { fault: 'notNow', on: { any: 2 } })
    const { faults } = (await cart.get('faults')) as { faults: readonly { devices: readonly string[] }[] }
    const devices = faults.at(-1)?.devices ?? []
    expect(devices).toHaveLength(2)
    expect(udids).toEqual(expect.arrayContaining([...devices]))
  })
})

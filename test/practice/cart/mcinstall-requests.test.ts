import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { openService, openSession, pairHost } from './wire-client.ts'

let cart: RunningCart
let udid: string

beforeAll(async () => {
  cart = await startCart({ scenario: { devices: [{ state: 'activated' }] } })
  udid = (await cart.list())[0]?.identity.udid ?? ''
})
afterAll(() => cart?.stop())

describe('the configuration service', () => {
  it('answers what it does not know, or cannot read, with CommandFormatError', async () => {
    const host = await pairHost(cart.address, 1)
    const line = await openService(cart.address, 1, host, 'com.apple.mobile.MCInstall')
    for (const request of [
      { RequestType: 'Dance' },
      { RequestType: 'toString' },
      {},
      { RequestType: 'RemoveProfile', ProfileIdentifier: 5 },
    ]) {
      expect(await line.ask(request)).toEqual({ Status: 'CommandFormatError' })
    }
    expect(await line.ask({ RequestType: 'InstallProfile', Payload: 'text' })).toMatchObject({
      Status: 'Error',
      ErrorChain: [{ ErrorCode: 14000 }],
    })
    expect(await line.ask({ RequestType: 'StoreProfile', ProfileData: Buffer.from('p'), Purpose: 'Other' })).toEqual({
      Status: 'CommandFormatError',
    })
    await line.ask({ RequestType: 'StoreProfile', ProfileData: Buffer.from('p'), Purpose: 'PostSetupInstallation' })
    expect(await line.ask({ RequestType: 'GetStoredProfile', Purpose: 'PostSetupInstallation' })).toMatchObject({
      Status: 'Acknowledged',
      ProfileData: Uint8Array.from([112]),
    })
    line.close()
  })

  it('erases the data plan too unless it is told not to', async () => {
    const host = await pairHost(cart.address, 1)
    const line = await openService(cart.address, 1, host, 'com.apple.mobile.MCInstall')
    expect(await line.ask({ RequestType: 'EraseDevice', PreserveDataPlan: 'yes' })).toEqual({
      Status: 'CommandFormatError',
    })
    expect((await cart.device(udid)).counts['erased']).toBeUndefined()
    expect(await line.ask({ RequestType: 'EraseDevice', DisallowProximitySetup: true })).toEqual({
      Status: 'Acknowledged',
    })
    expect(await line.isClosed()).toBe(true)
    const erased = await cart.until(udid, ({ attached, counts }) => attached && counts['erased'] === 1)
    expect(erased.dataPlan).toBe(false)
    expect(erased.storage).toMatchObject({ activated: false, trustedHosts: [] })
    await expect(openSession(cart.address, erased.deviceId ?? 0, host)).rejects.toThrow('InvalidHostID')
    line.close()
  })
})

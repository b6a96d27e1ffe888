import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { MuxLine, PortLine, newHost, openSession, pairRecord } from './wire-client.ts'

let cart: RunningCart
beforeAll(async () => {
  cart = await startCart({ scenario: 'full-cart', devices: 64, seed: null })
})
afterAll(() => cart?.stop())

type Listed = { readonly DeviceID: number; readonly Properties: { readonly SerialNumber: string } }

describe('a cart of sixty-four', () => {
  it('is listed whole, every device in a slot of its own', async () => {
    const line = await MuxLine.open(cart.address)
    const { DeviceList } = (await line.ask({ MessageType: 'ListDevices' })) as { DeviceList: readonly Listed[] }
    line.close()
    expect(new Set(DeviceList.map(({ Properties }) => Properties.SerialNumber)).size).toBe(64)
    expect((await cart.list()).map(({ slot }) => slot)).toEqual(Array.from({ length: 64 }, (_, index) => index + 1))
  })

  it('answers all of them at once', async () => {
    const devices = await cart.list()
    const keys = await Promise.all(devices.map(({ identity }) => patiently(() => publicKeyOf(identity.udid))))
    expect(new Set(keys).size).toBe(64)
  })

  it('takes sessions on several at once', async () => {
    const fresh = (await cart.list()).filter(({ storage }) => !storage.setupDone).slice(0, 6)
    const serials = await Promise.all(fresh.map(({ identity }) => patiently(() => serialOf(identity.udid))))
    expect(serials).toEqual(fresh.map(({ identity }) => identity.serial))
  })
})

/** Some cables of this cart are bad: whoever is pulled out comes back under another number. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().then(
      (value) => ({ value }),
      () => null,
    )
    if (answer !== null) return answer.value
  }
}

async function publicKeyOf(udid: string): Promise<string> {
  const { deviceId } = await cart.until(udid, ({ attached }) => attached)
  const line = await PortLine.open(cart.address, deviceId ?? 0, 62078)
  const { Value } = await line.ask({ Request: 'GetValue', Key: 'DevicePublicKey' })
  line.close()
  return Buffer.from(Value as Uint8Array).toString()
}

async function serialOf(udid: string): Promise<unknown> {
  const { deviceId } = await cart.until(udid, ({ attached }) => attached)
  const host = await newHost(cart.address, deviceId ?? 0)
  const line = await PortLine.open(cart.address, deviceId ?? 0, 62078)
  await line.ask({ Request: 'Pair', PairRecord: pairRecord(host), PairingOptions: { ExtendedPairingErrors: true } })
  line.close()
  const session = await openSession(cart.address, deviceId ?? 0, host)
  const { Value } = await session.ask({ Request: 'GetValue', Key: 'SerialNumber' })
  session.close()
  return Value
}

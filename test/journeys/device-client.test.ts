import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, withSession } from '../../electron/apple/device-link.ts'
import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import { unpairDevice } from '../../electron/apple/pairing.ts'
import type { PairingState } from '../../electron/apple/pairing.ts'
import { randomUuid } from '../../electron/lib/crypto.ts'
import { openBench } from './device-bench.ts'
import type { Bench } from './device-bench.ts'

const scenario = {
  devices: [
    { state: 'activated', model: 'iPhone14,7' },
    { state: 'used', name: 'Ward 3' },
    { state: 'used', passcode: '246810', locked: true },
    { state: 'fresh' },
  ],
}

let bench: Bench
beforeAll(async () => {
  bench = await openBench(scenario, ['--hands', 'operator'])
})
afterAll(() => bench.cart.stop())

describe('the device client and the practice cart', () => {
  it('lists every device and reads what strangers may know', async () => {
    const { cart, devices, facts } = bench
    expect(devices).toHaveLength(scenario.devices.length)
    const [device] = devices
    expect(await facts(device!, null)).toMatchObject({
      udid: device!.udid,
      productType: 'iPhone14,7',
      deviceClass: 'iPhone',
      serial: null,
      supervised: null,
      practiceWorld: cart.worldId,
    })
  })

  it('pairs a device at Hello without a tap, reads all its facts, and uses the record again', async () => {
    const { devices, pair, facts } = bench
    const [device] = devices
    const states: PairingState[] = []
    const first = await pair(device!, { onState: (state) => states.push(state) })
    expect([first.paired, states]).toEqual([true, []])
    expect(await pair(device!)).toEqual({ record: first.record, paired: false })
    expect(await facts(device!, first.record)).toMatchObject({
      serial: expect.stringMatching(/^TEST/),
      activationState: 'Activated',
      setupDone: false,
      cloudConfigured: false,
      supervised: false,
      findMy: false,
      batteryPercent: 80,
    })
  })

  it('waits at the Trust dialog of a device in use until somebody taps, and then names it', async () => {
    const { cart, mux, devices, pair, facts } = bench
    const device = devices[1]!
    const { record } = await pair(device, {
      onState: (state) => {
        expect(state).toBe('waitingForTrust')
        void cart.control('POST', `/devices/${device.udid}/answer`, { kind: 'trust', answer: 'accept' })
      },
    })
    await withSession(mux, device, record, async (lockdown) => {
      await lockdown.setValue({ key: 'DeviceName' }, 'Étage 3, n° 7')
    })
    const after = await facts(device, record)
    expect(after).toMatchObject({ name: 'Étage 3, n° 7', setupDone: true, cloudConfigured: true, supervised: false })
  })

  it('takes “Don’t Trust” for an answer', async () => {
    const { cart, mux, devices, pair } = bench
    const device = devices[1]!
    await mux.deletePairRecord(device.udid)
    const refused = pair(device, {
      host: createHostIdentity({ hostId: randomUuid() }),
      onState: () => void cart.control('POST', `/devices/${device.udid}/answer`, { kind: 'trust', answer: 'refuse' }),
    })
    await expect(refused).rejects.toMatchObject({ code: 'apple.lockdown.userDeniedPairing' })
    expect(await mux.readPairRecord(device.udid)).toBeNull()
  })

  it('says that a locked device must be unlocked, and goes on when it is', async () => {
    const { cart, devices, pair } = bench
    const device = devices[2]!
    const states: PairingState[] = []
    const { paired } = await pair(device, {
      onState: (state) => {
        states.push(state)
        const path = `/devices/${device.udid}`
        if (state === 'locked') void cart.control('POST', `${path}/state`, { locked: false })
        else void cart.control('POST', `${path}/answer`, { kind: 'trust', answer: 'accept' })
      },
    })
    expect(paired).toBe(true)
    expect(states).toEqual(['locked', 'waitingForTrust'])
  })

  it('notices a pulled cable in the middle of a conversation', async () => {
    const { cart, mux, devices, pair } = bench
    const device = devices[3]!
    const { record } = await pair(device)
    const lockdown = await openSession(mux, device, record)
    await cart.control('POST', `/devices/${device.udid}/unplug`, {})
    await expect(lockdown.getValue({ key: 'DeviceName' })).rejects.toMatchObject({ code: 'stream.closed' })
    await expect(openSession(mux, device, record)).rejects.toMatchObject({ code: 'apple.deviceGone' })
  })

  it('ends a pairing on both sides', async () => {
    const { mux, devices, pair } = bench
    const [device] = devices
    const { record } = await pair(device!)
    await unpairDevice(mux, device!, record)
    expect(await mux.readPairRecord(device!.udid)).toBeNull()
    await expect(openSession(mux, device!, record)).rejects.toMatchObject({ code: 'apple.lockdown.invalidHostID' })
  })
})

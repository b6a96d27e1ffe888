import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCart } from '../../../harness/cart.ts'
import type { RunningCart } from '../../../harness/cart.ts'
import { selfSigned } from '../../../pki/authority.ts'
import { Staged, supervision } from '../supervisor.ts'
import type { Supervisor } from '../supervisor.ts'
import { MuxLine } from '../wire-client.ts'

let cart: RunningCart
let supervisor: Supervisor

beforeAll(async () => {
  supervisor = await selfSigned('Supervisor')
  cart = await startCart({ scenario: { devices: [{ count: 8, state: 'activated' }] } })
})
afterAll(() => cart?.stop())

const configure = () => ({ RequestType: 'SetCloudConfiguration', CloudConfiguration: supervision(supervisor) })

describe('a cable pulled at a request', () => {
  it.each([
    ['before', 1, false, 'gone'],
    ['unanswered', 2, true, 'gone'],
    ['after', 3, true, 'Acknowledged'],
  ] as const)('%s it was carried out', async (moment, slot, stored, outcome) => {
    const staged = await Staged.in(cart, slot)
    const before = await staged.deviceId()
    await staged.arm({ fault: 'cablePulled', at: { request: 'SetCloudConfiguration', moment } })
    const line = await staged.configuration()
    const answer = await line.ask(configure()).catch(() => ({ Status: 'gone' }))
    expect(answer['Status']).toBe(outcome)
    expect(await line.isClosed()).toBe(true)
    const back = await cart.until(staged.udid, ({ attached, counts }) => attached && counts['detached'] === 1)
    expect(back.deviceId).toBeGreaterThan(before)
    expect(back.storage.cloudConfigurationKeys !== null).toBe(stored)
    expect(await staged.faults()).toEqual([{ fault: 'cablePulled', request: 'SetCloudConfiguration', moment }])
    // It has struck: the next try goes through, or finds what the first one left.
    const again = await staged.ask('com.apple.mobile.MCInstall', configure())
    expect(again['Status']).toBe(stored ? 'Error' : 'Acknowledged')
  })

  it('comes back in another slot, the next free one when that is taken', async () => {
    const staged = await Staged.in(cart, 4)
    await staged.arm({ fault: 'cablePulled', intoSlot: 5, backAfterMs: 1 })
    const moved = await cart.until(staged.udid, ({ attached, counts }) => attached && counts['detached'] === 1)
    expect(moved.slot).toBe(9)
    const usb = (await cart.get('usb')) as { devices: readonly { ports: readonly number[]; serial: string | null }[] }
    expect(usb.devices.find(({ serial }) => serial === staged.udid.replace('-', ''))?.ports).toEqual([1, 9])
  })

  it('stays out when nobody plugs it in again', async () => {
    const staged = await Staged.in(cart, 5)
    await staged.arm({ fault: 'cablePulled', backAfterMs: null })
    expect(await cart.device(staged.udid)).toMatchObject({ attached: false, plugged: false, running: true })
    await cart.post(`devices/${staged.udid}/plug`)
    expect((await cart.device(staged.udid)).attached).toBe(true)
  })
})

describe('a return that is not as usual', () => {
  it('takes longer, and happens in another slot', async () => {
    const staged = await Staged.in(cart, 6)
    await staged.arm({ fault: 'slowReturn', after: 'erase' })
    await staged.arm({ fault: 'otherSlot', after: 'erase', slot: 20 })
    await staged.ask('com.apple.mobile.MCInstall', { RequestType: 'EraseDevice', PreserveDataPlan: true })
    const back = await cart.until(staged.udid, ({ attached, counts }) => attached && counts['erased'] === 1)
    expect(back.slot).toBe(20)
    expect(await staged.faults()).toEqual([
      { fault: 'slowReturn', after: 'erase' },
      { fault: 'otherSlot', after: 'erase' },
    ])
  })

  it('never comes, until somebody switches the device on', async () => {
    const staged = await Staged.in(cart, 7)
    await staged.arm({ fault: 'neverReturns', after: 'erase' })
    await staged.ask('com.apple.mobile.MCInstall', { RequestType: 'EraseDevice', PreserveDataPlan: true })
    await cart.until(staged.udid, ({ counts }) => counts['fault'] === 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await cart.device(staged.udid)).toMatchObject({ attached: false, plugged: true, power: 'between' })
    await cart.post(`devices/${staged.udid}/switchOn`)
    expect((await cart.device(staged.udid)).attached).toBe(true)
  })

  it('waits for the battery to charge', async () => {
    const staged = await Staged.in(cart, 8)
    await staged.arm({ fault: 'batteryEmpty', at: { request: 'QueryType' } })
    const line = await MuxLine.open(cart.address)
    line.close()
    await staged.ask('com.apple.mobile.diagnostics_relay', { Request: 'All' })
    expect(await staged.faults()).toEqual([])
    await staged.arm({ fault: 'batteryEmpty' })
    const back = await cart.until(staged.udid, ({ attached, counts }) => attached && counts['detached'] === 1)
    expect(back.batteryPercent).toBe(3)
    expect(back.counts['batteryEmpty']).toBe(1)
  })
})

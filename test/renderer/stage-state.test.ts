import { describe, expect, it } from 'vitest'
import { devicesBySlot, outsideCarts, placeOf } from '../../renderer/state/carts.ts'
import { newlyPlugged } from '../../renderer/state/newly-plugged.ts'
import { isAtRisk } from '../../src-shared/batch.ts'
import { useSelection } from '../../renderer/state/selection.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { device, run } from '../e2e/devices.ts'

const by = (...devices: readonly DeviceView[]) => Object.fromEntries(devices.map((one) => [one.udid, one]))
const hall = { id: 'a', name: 'Hall', rows: 1, columns: 2, places: [{ row: 1, column: 2, slot: 4 }] }

describe('what was just plugged in', () => {
  it('is a device that was not there, or is in another slot now', () => {
    expect(newlyPlugged({}, by(device(1)))).toEqual([1])
    expect(newlyPlugged(by(device(1, { presence: 'unplugged' })), by(device(1)))).toEqual([1])
    expect(newlyPlugged(by(device(1)), by(device(1, { slot: 8 })))).toEqual([8])
    expect(newlyPlugged(by(device(1)), by(device(1)))).toEqual([])
  })

  it('is not a device that comes back from its erase', () => {
    expect(newlyPlugged(by(device(1, { presence: 'away' })), by(device(1)))).toEqual([])
  })
})

describe('named carts', () => {
  it('hold the devices in their slots; the others stand in the unnamed one', () => {
    const devices = [device(4), device(5), device(6, { presence: 'unplugged' })]
    const bySlot = devicesBySlot(devices)
    expect([...bySlot.keys()]).toEqual([4, 5])
    expect(outsideCarts([device(4).udid, device(5).udid], [hall], bySlot)).toEqual([device(5).udid])
    expect([placeOf(4, [hall]), placeOf(5, [hall])]).toEqual(['Hall 1/2', null])
  })

  it('lose nobody: a second device in a slot is shown outside of it', () => {
    const away = device(4, { presence: 'away' })
    const newcomer = device(5, { slot: 4 })
    const bySlot = devicesBySlot([away, newcomer])
    expect(outsideCarts([away.udid, newcomer.udid], [hall], bySlot)).toEqual([away.udid])
  })
})

describe('a warning before the window closes', () => {
  it('comes while a device is erased or configured, not while it waits', () => {
    expect(isAtRisk(device(1, { stage: 'running', run: run('erase') }))).toBe(true)
    expect(isAtRisk(device(1, { stage: 'away', run: run('erase') }))).toBe(true)
    expect(isAtRisk(device(1, { stage: 'running', run: run('supervise') }))).toBe(true)
    expect(isAtRisk(device(1, { stage: 'running', run: run('wifi') }))).toBe(false)
    expect(isAtRisk(device(1, { stage: 'queued', run: run('erase') }))).toBe(false)
    expect(isAtRisk(device(1))).toBe(false)
  })
})

describe('a range of devices', () => {
  it('goes from what was toggled last to this one, both ways, and keeps the rest', () => {
    const { toggle, extendTo, select } = useSelection.getState()
    const order = ['a', 'b', 'c', 'd', 'e']
    select([])
    toggle('e')
    toggle('c')
    extendTo('a', order)
    expect([...useSelection.getState().selected].toSorted()).toEqual(['a', 'b', 'c', 'e'])
    select([])
  })
})

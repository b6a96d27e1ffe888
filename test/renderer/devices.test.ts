import { expect, test } from 'vitest'
import { applyChanges, noDevices } from '../../renderer/state/devices.ts'
import { device } from '../e2e/devices.ts'

const listed = applyChanges(noDevices, { revision: 3, reset: true, devices: [device(9), device(2), device(5)] })

test('devices stand in the order of their slots; those without a slot come last', () => {
  const state = applyChanges(listed, { revision: 4, reset: false, devices: [device(1, { slot: null })] })
  expect(state.attached).toEqual([device(2).udid, device(5).udid, device(9).udid, device(1).udid])
})

test('a change touches its own device and nothing else, not even the list', () => {
  const state = applyChanges(listed, {
    revision: 20,
    reset: false,
    devices: [device(5, { stage: 'running', revision: 20 })],
  })
  expect(state.byUdid[device(5).udid]?.stage).toBe('running')
  expect(state.byUdid[device(2).udid]).toBe(listed.byUdid[device(2).udid])
  expect(state.attached).toBe(listed.attached)
})

test('a device that is unplugged leaves the cart but not the page', () => {
  const state = applyChanges(listed, {
    revision: 21,
    reset: false,
    devices: [device(5, { presence: 'unplugged', revision: 21 })],
  })
  expect(state.attached).toEqual([device(2).udid, device(9).udid])
  expect(state.unplugged).toEqual([device(5).udid])
})

test('one that is only away keeps its place', () => {
  const state = applyChanges(listed, {
    revision: 22,
    reset: false,
    devices: [device(5, { presence: 'away', revision: 22 })],
  })
  expect(state.attached).toBe(listed.attached)
})

test('a new list forgets what is not in it, and keeps what did not change as it was', () => {
  const state = applyChanges(listed, { revision: 30, reset: true, devices: [device(2), device(9, { revision: 30 })] })
  expect(state.attached).toEqual([device(2).udid, device(9).udid])
  expect(state.byUdid[device(5).udid]).toBeUndefined()
  expect(state.byUdid[device(2).udid]).toBe(listed.byUdid[device(2).udid])
})

import { expect, test } from 'vitest'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { onDevices, onScan, patienceMs } from '../../../renderer/scanner/scan-target.ts'
import type { Bench, Waiting } from '../../../renderer/scanner/scan-target.ts'
import { device, run } from '../../e2e/devices.ts'

const one = device(1, {}, { serial: 'DMPX4K01Q1AB' })
const two = device(2, {}, { serial: 'DMPX4K02Q1AB' })
const bench = (what: Partial<Bench> = {}): Bench => ({
  devices: [one, two],
  selected: new Set(),
  opened: null,
  now: 1_000_000,
  ...what,
})
const tag = { kind: 'asset', asset: 'INV-1' } as const
const tagWaits: Waiting = { kind: 'tag', asset: 'INV-1', at: 1_000_000 }
const listed = (...devices: readonly DeviceView[]) => Object.fromEntries(devices.map((each) => [each.udid, each]))

test('a tag goes to the serial number scanned just before, though another device is selected', () => {
  const waiting: Waiting = { kind: 'serial', serial: 'F9FXK2ABQ1GC', at: 999_000 }
  expect(onScan(waiting, tag, bench({ selected: new Set([one.udid]) }))).toEqual({
    kind: 'bind',
    serial: 'F9FXK2ABQ1GC',
    asset: 'INV-1',
  })
})

test('else to the one selected, else to the one whose details are open; of two selected to none', () => {
  expect(onScan(null, tag, bench({ selected: new Set([two.udid]) }))).toMatchObject({ serial: 'DMPX4K02Q1AB' })
  expect(onScan(null, tag, bench({ opened: one.udid }))).toMatchObject({ serial: 'DMPX4K01Q1AB' })
  const both = new Set([one.udid, two.udid])
  expect(onScan(null, tag, bench({ selected: both }))).toEqual({ kind: 'look', asset: 'INV-1' })
})

test('a serial number shows its device, or takes the tag that waits', () => {
  const scan = { kind: 'serial', serial: 'DMPX4K01Q1AB', udid: one.udid } as const
  expect(onScan(null, scan, bench())).toEqual({ kind: 'show', udid: one.udid, serial: 'DMPX4K01Q1AB' })
  expect(onScan(tagWaits, scan, bench())).toEqual({ kind: 'bind', serial: 'DMPX4K01Q1AB', asset: 'INV-1' })
  expect(onScan(null, { ...scan, udid: null, serial: 'F9FXK2ABQ1GC' }, bench())).toMatchObject({
    kind: 'wait',
    waiting: { kind: 'serial', serial: 'F9FXK2ABQ1GC' },
  })
})

test('scans that lie too far apart do not belong together', () => {
  const waiting: Waiting = { kind: 'serial', serial: 'F9FXK2ABQ1GC', at: 1_000_000 - patienceMs.serial - 1 }
  expect(onScan(waiting, tag, bench())).toEqual({ kind: 'look', asset: 'INV-1' })
})

test('the next device plugged in takes the tag, once its serial number is known', () => {
  expect(onDevices(tagWaits, listed(one), listed(one, two), 1_000_100)).toMatchObject({ serial: 'DMPX4K02Q1AB' })
  const silent = device(3, {}, { serial: null })
  const outcome = onDevices(tagWaits, listed(one), listed(one, silent), 1_000_100)
  expect(outcome).toMatchObject({ kind: 'wait', waiting: { kind: 'device', udid: silent.udid } })
  const waiting: Waiting = { kind: 'device', asset: 'INV-1', udid: silent.udid, at: 1_000_000 }
  expect(onDevices(waiting, listed(silent), listed(silent), 1_000_200)).toBe(null)
  const spoken = device(3, {}, { serial: 'DMPX4K03Q1AB' })
  expect(onDevices(waiting, listed(silent), listed(spoken), 1_000_300)).toMatchObject({ serial: 'DMPX4K03Q1AB' })
})

test('a device that comes back from an erase, or that a run goes on with, is not the next one', () => {
  const away = { ...two, presence: 'away' as const }
  expect(onDevices(tagWaits, listed(away), listed(two), 1_000_100)).toBe(null)
  const gone = { ...two, presence: 'unplugged' as const }
  expect(onDevices(tagWaits, listed(gone), listed({ ...two, run: run('wifi') }), 1_000_100)).toBe(null)
  expect(onDevices(tagWaits, listed(gone), listed(two), 1_000_100)).toMatchObject({ kind: 'bind' })
})

test('of two devices at once nobody knows which is meant', () => {
  expect(onDevices(tagWaits, {}, listed(one, two), 1_000_100)).toEqual({ kind: 'which', asset: 'INV-1' })
})

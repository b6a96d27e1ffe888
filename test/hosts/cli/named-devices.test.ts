import { expect, test } from 'vitest'
import { countOf, namedDevices } from '../../../electron/hosts/cli/named-devices.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'

const host = { translator: createTranslator('en') }
const view = (udid: string, serial: string | null): DeviceView =>
  ({ udid, facts: serial === null ? null : { serial } }) as unknown as DeviceView
const views = [
  view('UDID-1', 'F2LX1234ABCD'),
  view('UDID-2', 'DNPX5678'),
  view('UDID-3', 'DNPX5678'),
  view('UDID-4', null),
]
const named = (names: readonly string[], all = false) => namedDevices(views, names, all, host)

test('a device is named by its UDID or its serial number in any case, and counts once', () => {
  expect(named(['UDID-1', 'f2lx1234abcd', 'UDID-4'])).toEqual(['UDID-1', 'UDID-4'])
  expect(named([], true)).toHaveLength(4)
})

test('a serial number that two devices have is not the first one’s', () => {
  expect(() => named(['DNPX5678'])).toThrow(/UDID-2, UDID-3/)
  expect(named(['UDID-3'])).toEqual(['UDID-3'])
})

test('naming nothing, or something that is not there, is a sentence', () => {
  expect(() => named([])).toThrow(/No device was named/)
  expect(() => namedDevices([], [], true, host)).toThrow(/No device was named/)
  expect(() => named(['ZZZ'])).toThrow(/No device ZZZ/)
})

test('a count is a whole number', () => {
  expect(countOf('--erase-count', ' 12 ', host)).toBe(12)
  for (const text of ['two', '', '1.5', '-1', '0x10', '1e3'])
    expect(() => countOf('--erase-count', text, host)).toThrow(/--erase-count takes a whole number/)
})

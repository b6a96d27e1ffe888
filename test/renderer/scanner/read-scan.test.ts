import { expect, test } from 'vitest'
import { readScan } from '../../../renderer/scanner/read-scan.ts'
import { device } from '../../e2e/devices.ts'

const rules = { prefix: '', assetPrefix: '' }
const ipad = device(1, {}, { serial: 'DMPX4K01Q1AB', imei: '356938035643809' })
const random = device(2, {}, { serial: 'SN4K2XH7QP' })
const read = (text: string, given = rules) => readScan([text], [ipad, random], given)

test('a listed device is known by its serial number, whatever Apple or a label maker put before it', () => {
  for (const text of [
    'DMPX4K01Q1AB',
    'dmpx4k01q1ab',
    'SDMPX4K01Q1AB',
    'S DMPX4K01Q1AB',
    '(S)DMPX4K01Q1AB',
    'SN:DMPX4K01Q1AB',
    'S/N DMPX4K01Q1AB',
    'Serial No. DMPX4K01Q1AB',
  ])
    expect(read(text), text).toEqual({ kind: 'serial', serial: 'DMPX4K01Q1AB', udid: ipad.udid })
})

test('a serial number that itself begins with S or SN keeps it', () => {
  expect(read('SN4K2XH7QP')).toMatchObject({ serial: 'SN4K2XH7QP', udid: random.udid })
  expect(read('SSN4K2XH7QP')).toMatchObject({ serial: 'SN4K2XH7QP', udid: random.udid })
})

test('the IMEI on the box names its device', () => {
  expect(read('356938035643809')).toEqual({ kind: 'serial', serial: 'DMPX4K01Q1AB', udid: ipad.udid })
})

test('a serial number nobody has plugged in is told from a tag by its shape', () => {
  expect(read('SF9FXK2ABQ1GC')).toEqual({ kind: 'serial', serial: 'F9FXK2ABQ1GC', udid: null })
  expect(read('H7QP4K2XN9')).toEqual({ kind: 'serial', serial: 'H7QP4K2XN9', udid: null })
  expect(read('INV-0042')).toEqual({ kind: 'asset', asset: 'INV-0042' })
  expect(read('4711')).toEqual({ kind: 'asset', asset: '4711' })
})

test('what all tags begin with decides where a tag looks like a serial number', () => {
  expect(read('AS12345678')).toMatchObject({ kind: 'serial' })
  expect(read('AS12345678', { prefix: '', assetPrefix: 'as' })).toEqual({ kind: 'asset', asset: 'AS12345678' })
})

test('numbers of the product are no tags', () => {
  for (const text of ['MPQ03LL/A', '1PMPQ03LL/A', '194253378495', '4006381333931'])
    expect(read(text), text).toEqual({ kind: 'product', text })
})

test('the prefix of the scanner is taken off, and a garbled reading gives way to the American one', () => {
  expect(read('~INV-0042', { prefix: '~', assetPrefix: '' })).toEqual({ kind: 'asset', asset: 'INV-0042' })
  expect(readScan(['&"éç', '1329'], [], rules)).toEqual({ kind: 'asset', asset: '1329' })
  expect(readScan(['DQPX(K', 'DMPX4K01Q1AB'], [ipad], rules)).toMatchObject({ udid: ipad.udid })
})

test('what is neither is said to be neither', () => {
  expect(read('=cmd()')).toEqual({ kind: 'unknown', text: '=cmd()' })
})

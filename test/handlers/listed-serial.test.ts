import { expect, test } from 'vitest'
import { listedSerial } from '../../electron/handlers/listed-serial.ts'

const seen = [
  { udid: '00008110-00136554F405E626', serial: 'F2LX1234ABCD', ecid: '5459440103188006' },
  { udid: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2', serial: 'DNPX5678', ecid: null },
  { udid: '00008120-000A000000000001', serial: null, ecid: '2814749767106561' },
]

test.each([
  ['f2lx1234abcd', 'F2LX1234ABCD'],
  [' G6TX 99 AB ', 'G6TX99AB'],
  ['00008110-00136554f405e626', 'F2LX1234ABCD'],
  ['0000811000136554F405E626', 'F2LX1234ABCD'],
  ['A1B2C3D4E5F6A1B2C3D4E5F6A1B2C3D4E5F6A1B2', 'DNPX5678'],
  ['5459440103188006', 'F2LX1234ABCD'],
  ['0x136554f405e626', 'F2LX1234ABCD'],
  ['0x00136554F405E626', 'F2LX1234ABCD'],
])('%s is on the list as the serial number %s', (text, serial) => {
  expect(listedSerial(text, seen)).toBe(serial)
})

test.each([
  '00008101-000000000000000A',
  '0x136554F405E627',
  '5459440103188007',
  '00008120-000A000000000001',
  'x',
  'ABCD,EFGH',
])('%s would protect nothing, and is refused', (text) => {
  expect(() => listedSerial(text, seen)).toThrow(/not a serial number/)
})

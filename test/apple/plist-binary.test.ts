import fc from 'fast-check'
import { buildBinary } from 'plist'
import { describe, expect, it } from 'vitest'
import { readPlist } from '../../electron/apple/plist/read.ts'
import { PlistReal } from '../../electron/apple/plist/value.ts'
import type { PlistValue } from '../../electron/apple/plist/value.ts'
import { arrayOf, assembleBinaryPlist, sized, writeBinaryPlist } from './binary-plist-writer.ts'
import { plainValue, toPlain } from './plain-plist.ts'
import { anyText, binaryValue, hostileKey, shape, toDict } from './plist-arbitraries.ts'

const layout = fc.record({ refSize: fc.constantFrom(2, 4, 8), offsetSize: fc.constantFrom(3, 4, 8) })
const refused = expect.objectContaining({ code: 'plist.malformed' }) as Error

/** One object, its bytes in hexadecimal. */
const readObject = (hex: string): PlistValue =>
  readPlist(assembleBinaryPlist([Buffer.from(hex.replaceAll(' ', ''), 'hex')]))

describe('binary property lists', () => {
  it('are read whatever they hold, with references and offsets of any width', () => {
    fc.assert(
      fc.property(binaryValue, layout, (value, widths) => {
        expect(shape(readPlist(writeBinaryPlist(value, widths)))).toBe(shape(value))
      }),
      { numRuns: 1500 },
    )
  })

  it('of the package plist are read as it meant them', () => {
    fc.assert(
      fc.property(plainValue, (value) => {
        expect(toPlain(readPlist(buildBinary(value)))).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })

  it('make words that objects know ordinary keys', () => {
    fc.assert(
      fc.property(hostileKey, anyText, (key, text) => {
        const dict = readPlist(writeBinaryPlist(toDict([[key, toDict([['polluted', text]])]])))
        expect(Object.keys(dict)).toEqual([key])
        expect(Object.getPrototypeOf(dict)).toBe(null)
        expect('polluted' in {}).toBe(false)
      }),
    )
  })

  it('are read from the middle of a larger buffer', () => {
    const file = writeBinaryPlist(['é', new Date(0), 2n ** 63n])
    const larger = Buffer.concat([Buffer.from('xyz'), file, Buffer.from('xyz')])
    expect(shape(readPlist(larger.subarray(3, 3 + file.length)))).toBe(shape(readPlist(file)))
  })

  it('may say one thing in many places', () => {
    const file = assembleBinaryPlist([arrayOf([1, 1, 1], 2), Buffer.from([0x53, 0x61, 0x62, 0x63])])
    expect(readPlist(file)).toEqual(['abc', 'abc', 'abc'])
  })
})

describe('an object of a binary property list', () => {
  it.each<readonly [string, PlistValue]>([
    ['10 ff', 255],
    ['11 ffff', 65535],
    ['12 ffffffff', 4294967295],
    ['13 ffffffffffffffff', -1],
    ['13 8000000000000000', -(2n ** 63n)],
    ['14 0000000000000000 ffffffffffffffff', 2n ** 64n - 1n],
    ['14 ffffffffffffffff ffffffffffffffff', -1],
    ['22 3fc00000', new PlistReal(1.5)],
    ['23 8000000000000000', new PlistReal(-0)],
    ['33 0000000000000000', new Date('2001-01-01T00:00:00Z')],
    ['5f 10 01 61', 'a'],
    ['62 d83d de00', '😀'],
    ['61 d83d', '\ud83d'],
    ['a0', []],
  ])('is read: %s', (hex, value) => {
    expect(shape(readObject(hex))).toBe(shape(value))
  })

  it.each([
    ['null', '00'],
    ['a fill byte', '0f'],
    ['a type nobody knows', '70'],
    ['an integer of more than 64 bits', '14 0000000000000001 0000000000000000'],
    ['a negative integer of more than 64 bits', '14 ffffffffffffffff 0000000000000005'],
    ['an integer of 32 bytes', `15 ${'00'.repeat(32)}`],
    ['a real of two bytes', '21 0000'],
    ['a date of four bytes', '32 00000000'],
    ['a date that is no number', '33 7ff8000000000000'],
    ['a date beyond all calendars', '33 7fe0000000000000'],
    ['an ASCII text with other bytes', '51 e9'],
    ['a text longer than the file', '5f 12 7fffffff 61'],
    ['a size beyond all memory', '4f 13 7fffffffffffffff'],
    ['a size of 16 bytes', `4f 14 ${'00'.repeat(16)}`],
    ['a size that is no integer', '4f 61 0061'],
    ['an array longer than the file', 'af 12 00ffffff'],
    ['a dictionary cut off', 'd1 0000'],
    ['a UID beyond what numbers hold', '87 ffffffffffffffff'],
  ])('is refused: %s', (_what, hex) => {
    expect(() => readObject(hex)).toThrow(refused)
  })
})

describe('a binary property list is refused', () => {
  const text = Buffer.from([0x51, 0x61])

  it('when an array holds itself', () => {
    expect(() => readPlist(assembleBinaryPlist([arrayOf([0], 2)]))).toThrow(refused)
  })

  it('when two dictionaries hold each other', () => {
    const holding = (ref: number): Buffer => Buffer.concat([sized(0xd, 1), Buffer.from([0, 2, 0, ref])])
    expect(() => readPlist(assembleBinaryPlist([holding(1), holding(0), text]))).toThrow(refused)
  })

  it('when a key is no text, or stands twice', () => {
    const twice = Buffer.concat([sized(0xd, 2), Buffer.from([0, 1, 0, 1, 0, 1, 0, 1])])
    expect(() => readPlist(assembleBinaryPlist([twice, text]))).toThrow(refused)
    const odd = Buffer.concat([sized(0xd, 1), Buffer.from([0, 1, 0, 1])])
    expect(() => readPlist(assembleBinaryPlist([odd, Buffer.from([0x09])]))).toThrow(refused)
  })

  it.each([
    ['the top object is not there', { top: 5 }],
    ['references have no width', { refSize: 0 }],
    ['offsets are wider than eight bytes', { offsetSize: 9 }],
  ])('when %s', (_what, wrong) => {
    expect(() => readPlist(assembleBinaryPlist([arrayOf([1], 2), text], wrong))).toThrow(refused)
  })

  it('when its table claims more objects than there are bytes', () => {
    const file = writeBinaryPlist(true)
    file.writeBigUInt64BE(2n ** 52n, file.length - 24)
    expect(() => readPlist(file)).toThrow(refused)
  })

  it('when it is cut off anywhere', () => {
    const file = writeBinaryPlist(toDict([['a', ['é', 1, new PlistReal(2)]]]))
    for (let size = 0; size < file.length; size++) expect(() => readPlist(file.subarray(0, size))).toThrow(refused)
  })
})

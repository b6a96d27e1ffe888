import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MalformedBer,
  readBer,
  readOctets,
  readOid,
  readText,
  readTime,
  readUnsigned,
  toDer,
} from '../../electron/pki/ber.ts'
import {
  bitString,
  boolean,
  element,
  integer,
  octetString,
  oid,
  sequence,
  sortedForSetOf,
  time,
} from '../../electron/pki/der.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('writing DER', () => {
  it.each([
    ['a small integer', integer(1), '020101'],
    ['an integer that would look negative', integer(128), '02020080'],
    ['zero', integer(0), '020100'],
    ['a serial number with leading zeros', integer(bytes('0000ff')), '020200ff'],
    ['an empty serial number', integer(bytes('')), '020100'],
    ['true', boolean(true), '0101ff'],
    ['rsaEncryption', oid('1.2.840.113549.1.1.1'), '06092a864886f70d010101'],
    ['an identifier below 2.', oid('2.16.840.1.113733.1.9.2'), '060a6086480186f845010902'],
    ['key usage digitalSignature and keyCertSign', bitString(bytes('84'), 2), '03020284'],
    ['a long length', octetString(Buffer.alloc(200)).subarray(0, 3), '0481c8'],
    ['a longer length', octetString(Buffer.alloc(70_000)).subarray(0, 5), '0483011170'],
    ['a time in 2049', time(new Date('2049-12-31T23:59:59Z')), hex(element(0x17, Buffer.from('491231235959Z')))],
    ['a time in 2050', time(new Date('2050-01-01T00:00:00Z')), hex(element(0x18, Buffer.from('20500101000000Z')))],
  ])('encodes %s', (_what, encoded, expected) => {
    expect(hex(encoded)).toBe(expected)
  })

  it('sorts a SET OF by the encodings', () => {
    const sorted = sortedForSetOf([bytes('0403aabbcc'), bytes('0201ff'), bytes('020101')])
    expect(sorted.map((part) => hex(part))).toEqual(['020101', '0201ff', '0403aabbcc'])
  })
})

describe('reading BER', () => {
  it('reads back what was written', () => {
    const node = readBer(sequence(integer(300), oid('1.2.840.113549.1.7.2'), octetString(Buffer.from('x'))))
    const [number, name, text] = node.children
    expect(number && readUnsigned(number)).toEqual(bytes('012c'))
    expect(name && readOid(name)).toBe('1.2.840.113549.1.7.2')
    expect(text && readOctets(text).toString()).toBe('x')
  })

  it('joins a string in pieces and of indefinite length, and re-encodes it as DER', () => {
    const pieces = bytes('3080 2480 0402 6162 2403 0401 63 0000 0000')
    const [text] = readBer(pieces).children
    expect(text && readOctets(text).toString()).toBe('abc')
    expect(hex(toDer(readBer(pieces)))).toBe('30050403616263')
  })

  it('reads texts and times in their several forms', () => {
    expect(readText(readBer(bytes('1e04 0041 00e9')))).toBe('Aé')
    expect(readText(readBer(bytes('0c02 c3a9')))).toBe('é')
    expect(readTime(readBer(element(0x17, Buffer.from('991231235959Z')))).toISOString()).toBe(
      '1999-12-31T23:59:59.000Z',
    )
    const late = element(0x18, Buffer.from('20501231235959Z'))
    expect(readTime(readBer(late)).toISOString()).toBe('2050-12-31T23:59:59.000Z')
  })

  it.each([
    ['nothing', ''],
    ['a length without contents', '0405aabb'],
    ['bytes behind the end', '05000500'],
    ['a length of nine bytes', '0489010101010101010101'],
    ['an indefinite length without an end', '30800500'],
    ['a primitive of indefinite length', '048001020000'],
    ['a child that is longer than its parent', '30030405aabbcc'],
    ['a tag of several bytes', '1f810100'],
    ['a hundred levels', '3080'.repeat(100) + '0000'.repeat(100)],
  ])('refuses %s', (_what, text) => {
    expect(() => readBer(bytes(text))).toThrow(MalformedBer)
  })

  it('refuses odd UTF-16, an endless object identifier and a strange time', () => {
    expect(() => readText(readBer(bytes('1e0141')))).toThrow(MalformedBer)
    expect(() => readOid(readBer(element(6, Buffer.alloc(30, 0xff))))).toThrow(MalformedBer)
    expect(() => readOid(readBer(bytes('0600')))).toThrow(MalformedBer)
    expect(() => readTime(readBer(element(0x17, Buffer.from('today'))))).toThrow(MalformedBer)
  })

  it('answers any bytes at all with a tree or with MalformedBer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (input) => {
        try {
          expect(hex(readBer(input).raw)).toBe(hex(input))
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedBer)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('reads back any tree of octet strings', () => {
    const tree = fc.letrec<{ node: Buffer }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.uint8Array({ maxLength: 300 }).map((contents) => octetString(contents)),
        fc.array(tie('node'), { maxLength: 4 }).map((children) => sequence(...children)),
      ),
    })).node
    fc.assert(fc.property(tree, (encoded) => hex(toDer(readBer(encoded))) === hex(encoded)))
  })
})

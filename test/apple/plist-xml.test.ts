import fc from 'fast-check'
import { build, parse } from 'plist'
import { describe, expect, it } from 'vitest'
import { readPlist } from '../../electron/apple/plist/read.ts'
import { PlistReal, PlistUid } from '../../electron/apple/plist/value.ts'
import type { PlistValue } from '../../electron/apple/plist/value.ts'
import { writePlist } from '../../electron/apple/plist/write.ts'
import type { PlistInput } from '../../electron/apple/plist/write.ts'
import { hostileKey, integer64, shape, toDict, xmlText, xmlValue } from './plist-arbitraries.ts'
import { plainValue, toPlain } from './plain-plist.ts'

const read = (body: string): PlistValue => readPlist(Buffer.from(`<plist version="1.0">${body}</plist>`))
const written = (value: PlistInput): string => writePlist(value).toString()

describe('XML property lists', () => {
  it('come back as they were written, whatever they hold', () => {
    fc.assert(
      fc.property(xmlValue, (value) => {
        expect(shape(readPlist(writePlist(value)))).toBe(shape(value))
      }),
      { numRuns: 1500 },
    )
  })

  it('keep integers of 64 bits exact on both sides of zero', () => {
    fc.assert(
      fc.property(integer64, (value) => {
        expect(readPlist(writePlist(value))).toBe(value)
        expect(written(value)).toContain(`<integer>${value}</integer>`)
      }),
    )
  })

  it('keep whole reals apart from integers', () => {
    expect(written(new PlistReal(1))).toContain('<real>1.0</real>')
    expect(read('<real>1</real>')).toEqual(new PlistReal(1))
    expect(read('<integer>1</integer>')).toBe(1)
    expect(shape(readPlist(writePlist(new PlistReal(-0))))).toBe('real -0')
    expect(written(1.5)).toContain('<real>1.5</real>')
  })

  it('make words that objects know ordinary keys', () => {
    fc.assert(
      fc.property(hostileKey, xmlText, (key, text) => {
        const dict = readPlist(writePlist(toDict([[key, toDict([['polluted', text]])]]))) as Record<string, PlistValue>
        expect(Object.keys(dict)).toEqual([key])
        expect(Object.getPrototypeOf(dict)).toBe(null)
        expect('polluted' in {}).toBe(false)
      }),
    )
  })

  it('leave out what is undefined and write a UID as Apple does', () => {
    expect(readPlist(writePlist({ a: undefined, b: true }))).toEqual(toDict([['b', true]]))
    expect(shape(readPlist(writePlist(new PlistUid(7))))).toBe(shape(toDict([['CF$UID', 7]])))
  })
})

describe('the XML writer refuses', () => {
  it.each<readonly [string, PlistInput]>([
    ['control characters', 'a\u0001b'],
    ['NUL in a key', { 'a\u0000': 1 }],
    ['half a surrogate pair', '\ud83d'],
    ['a noncharacter', '\uffff'],
    ['integers over 64 bits', 2n ** 64n],
    ['integers under 64 bits', -(2n ** 63n) - 1n],
    ['a whole number that is not exact', 2 ** 60],
    ['a date that is none', new Date(Number.NaN)],
    ['a date of the year 10000', new Date('+010000-01-01T00:00:00Z')],
    ['a date before the year 0', new Date('-000001-01-01T00:00:00Z')],
    ['null', null as unknown as PlistInput],
    ['undefined in an array', [undefined] as unknown as PlistInput],
    ['a function', (() => {}) as unknown as PlistInput],
  ])('%s', (_what, value) => {
    expect(() => writePlist(value)).toThrow(expect.objectContaining({ code: 'plist.malformed' }))
  })

  it('every text that XML cannot carry, and no other', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          // eslint-disable-next-line no-control-regex
          const carried = text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)
          if (carried) expect(readPlist(writePlist(text))).toBe(text)
          else expect(() => writePlist(text)).toThrow(expect.objectContaining({ code: 'plist.malformed' }))
        },
      ),
    )
  })

  it('a ring, rather than running out of stack', () => {
    const ring: { [key: string]: PlistInput } = {}
    ring['self'] = ring
    expect(() => writePlist(ring)).toThrow(expect.objectContaining({ code: 'plist.malformed' }))
  })
})

describe('the XML reader', () => {
  it.each<readonly [string, PlistValue]>([
    ['<integer>+7</integer>', 7],
    ['<integer> -0x10 </integer>', -16],
    ['<integer>0xFFFFFFFFFFFFFFFF</integer>', 2n ** 64n - 1n],
    ['<integer>-9223372036854775808</integer>', -(2n ** 63n)],
    ['<real>-inf</real>', new PlistReal(-Infinity)],
    ['<real>1e3</real>', new PlistReal(1000)],
    ['<string>a&#x1F600;&amp;&lt;<![CDATA[<&>]]><!-- no -->b</string>', 'a😀&<<&>b'],
    ['<data>\n\tAQID\n\tBA==\n</data>', Uint8Array.of(1, 2, 3, 4)],
    ['<date>2024-02-29T23:59:59Z</date>', new Date('2024-02-29T23:59:59Z')],
    ['<true/>', true],
    ['<false></false>', false],
    ['<!-- a --><string/><!-- b -->', ''],
    ['<array/>', []],
  ])('takes %s', (body, value) => {
    expect(shape(read(body))).toBe(shape(value))
  })

  it.each([
    '',
    '<integer></integer>',
    '<integer>1.0</integer>',
    '<integer>18446744073709551616</integer>',
    '<integer>-9223372036854775809</integer>',
    '<real>one</real>',
    '<date>2024-02-30T00:00:00Z</date>',
    '<date>2024-01-01T24:00:00Z</date>',
    '<date>2024-01-01</date>',
    '<data>A</data>',
    '<data>****</data>',
    '<string>&constructor;</string>',
    '<string>&toString;</string>',
    '<string>&nbsp;</string>',
    '<string>&amp</string>',
    '<string>&#xD800;</string>',
    '<string>&#1114112;</string>',
    '<string><b/></string>',
    '<string a="b">x</string>',
    '<dict><key>a</key></dict>',
    '<dict><string>a</string></dict>',
    '<dict></key>a</key><true/></dict>',
    '<dict><key>a</key><true/><key>a</key><true/></dict>',
    '<true/><true/>',
    '<true>x</true>',
    '<array><true/>',
    '<unknown/>',
    'text',
  ])('refuses %s', (body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ code: 'plist.malformed' }))
  })

  it('looks at no entity of the document’s own', () => {
    const bomb =
      '<!DOCTYPE plist [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><plist><string>&a;&b;</string></plist>'
    expect(() => readPlist(Buffer.from(bomb))).toThrow(expect.objectContaining({ code: 'plist.malformed' }))
  })

  it('takes UTF-8 with or without its mark and no other encoding', () => {
    const text = '<?xml version="1.0" encoding="utf-8"?><plist><string>é</string></plist>'
    expect(readPlist(Buffer.from(`\ufeff${text}`))).toBe('é')
    const refused = expect.objectContaining({ code: 'plist.malformed' }) as Error
    expect(() => readPlist(Buffer.from(text, 'latin1'))).toThrow(refused)
    expect(() => readPlist(Buffer.from(text, 'utf16le'))).toThrow(refused)
    expect(() => readPlist(Buffer.from(text.replace('utf-8', 'ISO-8859-1')))).toThrow(refused)
  })
})

describe('the package plist agrees', () => {
  it('on what we write', () => {
    fc.assert(
      fc.property(plainValue, (value) => {
        expect(parse(written(value))).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })

  it('on what it writes', () => {
    fc.assert(
      fc.property(plainValue, (value) => {
        expect(toPlain(readPlist(Buffer.from(build(value))))).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })
})

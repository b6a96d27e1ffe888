import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plistFromJson, plistToJson } from '../../electron/apple/plist/json.ts'
import { readPlist } from '../../electron/apple/plist/read.ts'
import { PlistReal, PlistUid } from '../../electron/apple/plist/value.ts'
import { writePlist } from '../../electron/apple/plist/write.ts'
import { xmlValue } from './plist-arbitraries.ts'

describe('a plist as JSON', () => {
  it('comes back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(xmlValue, (value) => {
        const back = plistFromJson(JSON.parse(JSON.stringify(plistToJson(value))))
        expect(writePlist(back)).toEqual(writePlist(value))
      }),
    )
  })

  it('keeps apart what JSON cannot', () => {
    const value = {
      integer: 1,
      real: new PlistReal(1),
      large: 0xf000_0000_0000_0001n,
      bytes: Buffer.from('abc'),
      at: new Date('2026-01-02T03:04:05Z'),
      looksSpecial: { $data: 'no bytes' },
    }
    const json = JSON.parse(JSON.stringify(plistToJson(value))) as Record<string, unknown>
    expect(json).toMatchObject({ integer: 1, real: { $real: 1 }, looksSpecial: { $dict: { $data: 'no bytes' } } })
    expect(writePlist(plistFromJson(json))).toEqual(writePlist(value))
    expect(readPlist(writePlist(plistFromJson(json)))).toMatchObject({ looksSpecial: { $data: 'no bytes' } })
    expect(plistFromJson(plistToJson(new PlistUid(7)))).toEqual(new PlistUid(7))
  })

  it.each([null, 1.5, { $real: [] }, { $integer: '1e9' }, { $nothing: 1 }, { $date: 'tomorrow' }, [[undefined]]])(
    'of a form nobody wrote is refused: %j',
    (json) => {
      expect(() => plistFromJson(json)).toThrow(expect.objectContaining({ code: 'plist.malformed' }))
    },
  )
})

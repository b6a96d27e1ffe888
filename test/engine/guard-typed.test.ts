import { describe, expect, it } from 'vitest'
import { useEraseWarrant } from '../../electron/apple/services/erase-warrant.ts'
import { Guard } from '../../electron/engine/guard.ts'

const facts = { udid: '00008110-000A1B2C3D4E801E', serial: 'F2LX1234ABCD', findMy: false }

describe('the consent of somebody who typed the end of a serial number', () => {
  it('is one warrant for one erase of that device', () => {
    const warrant = new Guard().redeemTyped(facts, 'ABCD')
    expect(() => useEraseWarrant(warrant, '00008110-00000000000000FF')).toThrow(
      expect.objectContaining({ code: 'apple.erase.noWarrant' }),
    )
    expect(() => useEraseWarrant(warrant, facts.udid)).not.toThrow()
    expect(() => useEraseWarrant(warrant, facts.udid)).toThrow(
      expect.objectContaining({ code: 'apple.erase.noWarrant' }),
    )
  })

  it('may be typed small, and with a space behind it', () => {
    expect(new Guard().redeemTyped(facts, ' abcd ').udid).toBe(facts.udid)
  })

  it.each(['', 'ABC', 'XABCD', '1234', 'ABCE', 'yes', facts.serial, '    '])('is not given by typing "%s"', (typed) => {
    expect(() => new Guard().redeemTyped(facts, typed)).toThrow(
      expect.objectContaining({ code: 'prove.serialMismatch' }),
    )
  })

  it.each([null, '', 'ABC', '   '])('cannot be given for a device whose serial number is %j', (serial) => {
    for (const typed of ['', 'ABC', '    '])
      expect(() => new Guard().redeemTyped({ ...facts, serial }, typed)).toThrow(
        expect.objectContaining({ code: 'prove.serialUnknown' }),
      )
  })

  it('does not erase a device whose Find My is on', () => {
    expect(() => new Guard().redeemTyped({ ...facts, findMy: true }, 'ABCD')).toThrow(
      expect.objectContaining({ code: 'stage.findMyOn' }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkNameTemplate, expandNameTemplate } from '../../src-shared/naming.ts'
import { AppError } from '../../src-shared/errors.ts'

const values = { serial: 'TEST123456', slot: 4, asset: 'A-77', counter: 12, deviceType: 'iPad' }

describe('a device name template', () => {
  test.each([
    ['{serial}', 'TEST123456'],
    ['iPad {slot} ({asset})', 'iPad 4 (A-77)'],
    ['Kiosk-{counter:3}', 'Kiosk-012'],
    ['Slot {slot:2}', 'Slot 04'],
    ['{counter}', '12'],
    ['X-{{SERIAL}}', 'X-TEST123456'],
    ['{{DEVICETYPE}}-{{SERIAL}}', 'iPad-TEST123456'],
    ['  École {slot} ', 'École 4'],
    ['{counter:1}', '12'],
  ])('%s gives %s', (template, name) => {
    expect(expandNameTemplate(template, values)).toBe(name)
  })

  test.each(['{nope}', '{Serial}', '{{MODEL}}', '{serial', 'a}', '{}', '{counter:0}', '{serial:3}', '{{serial}}'])(
    '%s holds no placeholder we know',
    (template) => {
      expect(() => checkNameTemplate(template)).toThrow(expect.objectContaining({ code: 'profiles.nameToken' }))
    },
  )

  test('a value that is not known is named', () => {
    const expand = () => expandNameTemplate('iPad {asset}', { ...values, asset: null })
    expect(expand).toThrow(expect.objectContaining({ code: 'profiles.nameValueMissing', details: { token: 'asset' } }))
  })

  test.each(['a\nb', 'a\u0000', '\u202Eevil', 'a\u2028b'])('the characters of %j are refused', (template) => {
    expect(() => checkNameTemplate(template)).toThrow(expect.objectContaining({ code: 'profiles.nameCharacters' }))
    const expand = () => expandNameTemplate('{asset}', { ...values, asset: template })
    expect(expand).toThrow(expect.objectContaining({ code: 'profiles.nameCharacters' }))
  })

  test('63 characters are the most, counted after filling in', () => {
    const template = `${'x'.repeat(53)}{serial}`
    expect(expandNameTemplate(template, values)).toHaveLength(63)
    expect(() => expandNameTemplate(`x${template}`, values)).toThrow(
      expect.objectContaining({ code: 'profiles.nameLength' }),
    )
    expect(() => checkNameTemplate('  ')).toThrow(expect.objectContaining({ code: 'profiles.nameLength' }))
  })

  test('a value with braces is not expanded again', () => {
    expect(expandNameTemplate('{asset}', { ...values, asset: '{serial}' })).toBe('{serial}')
  })

  test('any template gives a fit name or a reason', () => {
    fc.assert(
      fc.property(fc.string(), (template) => {
        try {
          expect(expandNameTemplate(template, values).length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
    )
  })
})

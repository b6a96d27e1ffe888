import { describe, expect, it } from 'vitest'
import { meaningOf, troubleError, wordlessError } from '../../electron/configurator/failure.ts'
import { readOutput } from '../../electron/configurator/output.ts'
import { explain, explainTexts } from '../../src-shared/explained/explain.ts'

const own = 'ConfigurationUtilityKit.error'
const trouble = (code: number, domain: string | null = own) => ({
  domain,
  code,
  message: 'Texte dans une autre langue',
  detail: '',
})
const ended = (stderr: string, code: number | null = 1) => ({ stdout: '', stderr, code, signal: null })
const codesOf = (one: { readonly code: number; readonly domain?: string | null }): readonly string[] =>
  explain(troubleError('prepare', trouble(one.code, one.domain === undefined ? own : one.domain)))?.errors.map(
    ({ id }) => id,
  ) ?? []

describe('the document cfgutil ends with', () => {
  it('decides, whatever the exit code: empty errors beside a result are no errors', () => {
    const stdout =
      '{"Command":"get","Output":{"0x1":{"isSupervised":true},"Errors":{"0x1":{}}},"Type":"CommandOutput","Devices":["0x1"]}'
    expect(readOutput({ stdout })).toEqual({
      kind: 'done',
      devices: ['0x1'],
      output: new Map([['0x1', { isSupervised: true }]]),
      deviceTroubles: new Map(),
    })
  })

  it('may name what is wrong with one property, which is not wrong with the device', () => {
    const missing =
      '{"Domain":"com.apple.configurator.MobileDeviceKit.amd.error","FailureReason":"","Message":"The value is missing.","Code":-402653163}'
    const stdout = `{"Command":"get","Output":{"0xA1":{"color":"1"},"Errors":{"0xA1":{"IMEI":${missing}}}},"Type":"CommandOutput","Devices":["0xA1"]}`
    expect(readOutput({ stdout })).toMatchObject({ kind: 'done', deviceTroubles: new Map() })
    const whole = `{"Command":"pair","Output":{"Errors":{"0xA1":${missing}}},"Type":"CommandOutput","Devices":[]}`
    expect(readOutput({ stdout: whole })).toMatchObject({
      deviceTroubles: new Map(
        [['0xA1', { code: -402653163, message: 'The value is missing.' }]].map(([ecid, one]) => [
          ecid,
          expect.objectContaining(one),
        ]),
      ),
    })
  })

  it('reads one ECID in any spelling as the same device', () => {
    const stdout = '{"Type":"CommandOutput","Devices":["0x001c604a3405801e"],"Output":{"0x1C604A3405801E":{}}}'
    expect(readOutput({ stdout })).toMatchObject({
      devices: ['0x1C604A3405801E'],
      output: new Map([['0x1C604A3405801E', {}]]),
    })
  })

  it.each([
    '',
    'Paired.',
    '[]',
    'null',
    '{"Type":"Progress"}',
    '{"Type":"CommandOutput"',
    '{"Type":"CommandOutput","Devices":"all"}',
  ])('is not %j', (stdout) => {
    expect(readOutput({ stdout })).toBeNull()
  })
})

describe('what cfgutil refuses', () => {
  it('is told by domain and code, never by words, which follow the language of the Mac', () => {
    expect(meaningOf(trouble(612))).toBe('prepared')
    expect(meaningOf(trouble(603))).toBe('away')
    expect(meaningOf(trouble(-402653052, 'com.apple.configurator.MobileDeviceKit.amd.error'))).toBe('away')
    expect(meaningOf(trouble(625))).toBe('tap')
    expect(meaningOf(trouble(612, 'Other.error'))).toBe('other')
    expect(meaningOf(trouble(1))).toBe('other')
  })

  it.each([
    [401, own, 'hostTooOld'],
    [603, own, 'deviceWentAway'],
    [625, own, 'personMustInstall'],
    [-402653052, 'com.apple.configurator.MobileDeviceKit.amd.error', 'deviceWentAway'],
    [9603, 'ConfigurationUtilityKit.vpp.error', 'volumePurchase'],
  ])('%d of %s is explained', (code, domain, id) => {
    expect(codesOf({ code, domain })).toEqual([id])
  })

  it('is explained by the domain as people copy it out of a terminal', () => {
    const { errors, inDomain } = explainTexts(['ConfigurationUtilityKit.error 612'])
    expect([errors.length, inDomain]).toEqual([1, true])
  })

  it('nobody knows stays evidence, and the device is to be read again', () => {
    const error = troubleError('erase', trouble(9_876_543))
    expect(error).toMatchObject({
      code: 'configurator.refused',
      details: { domain: 'cfgutil', code: 9_876_543, text: 'Texte dans une autre langue' },
    })
    expect(explain(error)).toMatchObject({ known: false, errors: [{ retry: 'reread' }] })
  })

  it('in plain text is read all the same', () => {
    const text =
      'objc[1]: Class A is implemented in both.\ncfgutil: error: Die Vorbereitung ist nicht möglich.\n(Domain: ConfigurationUtilityKit.error Code: 612)\n'
    expect(wordlessError('prepare', ended(text))).toMatchObject({ code: 'configurator.alreadyPrepared' })
    expect(wordlessError('erase', ended('cfgutil: error: no devices found\n'))).toMatchObject({
      code: 'configurator.noDevice',
    })
    expect(wordlessError('erase', ended('Abort trap: 6\n', 134))).toMatchObject({
      code: 'configurator.garbled',
      details: { end: 'exit code 134', text: 'Abort trap: 6' },
    })
  })
})

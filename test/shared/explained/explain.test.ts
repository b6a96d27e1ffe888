import { describe, expect, test } from 'vitest'
import { lockdownError } from '../../../electron/apple/lockdown-errors.ts'
import { mcInstallError } from '../../../electron/apple/services/mcinstall-errors.ts'
import { toErrorRecord } from '../../../src-shared/errors.ts'
import { explain, explainTexts } from '../../../src-shared/explained/explain.ts'

const ids = (texts: readonly string[], domain?: string) => explainTexts(texts, domain).errors.map(({ id }) => id)

const link = (domain: string, code: number) => ({
  ErrorDomain: domain,
  ErrorCode: code,
  USEnglishDescription: `words of ${code}`,
})

describe('explaining a code', () => {
  test('a number that several domains use lists every meaning, and the domain chooses', () => {
    expect(ids(['4014'])).toEqual(['identityMissing', 'restoreLostDevice'])
    expect(ids(['4014'], 'restore')).toEqual(['restoreLostDevice'])
    expect(ids(['4014'], 'mcinstallationerrordomain')).toEqual(['identityMissing'])
    expect(ids(['MCInstallationErrorDomain 4014'])).toEqual(['identityMissing'])
    expect(ids(['MCInstallationErrorDomain code 4014'])).toEqual(['identityMissing'])
  })

  test.each([
    ['0x80EF (33007)', 'provisionalFailed'],
    ['[DEPCloudConfigErrorDomain – 0x80EF (33007)]', 'provisionalFailed'],
    ['MCCloudConfigErrorDomain - 0x80EC (33004)', 'adeDevice'],
    ['MCInstallationErrorDomain:4001', 'payloadNotInstalled'],
    ['Error Domain=MCInstallationErrorDomain Code=4001 "Profile Failed" UserInfo={}', 'payloadNotInstalled'],
    ['(33004)', 'adeDevice'],
    ['error 33004', 'adeDevice'],
    ['Code: 33004', 'adeDevice'],
    ['80ef', 'provisionalFailed'],
    ['e800001c', 'unknownHost'],
    ['error -402653156', 'unknownHost'],
    ['MobileDevice -402653156', 'unknownHost'],
  ])('%s is read as people find it', (text, id) => {
    expect(ids([text])).toEqual([id])
  })

  test('an alert copied whole is a chain, and its innermost code explains it', () => {
    const alert =
      'Provisional Enrollment failed.\n[DEPCloudConfigErrorDomain – 0x80EF (33007)]\n' +
      '[MCCloudConfigurationErrorDomain – 0x84D0 (34000)]'
    expect(ids([alert])).toEqual(['configurationRequestFailed'])
    expect(explainTexts([alert]).chain.map(({ codes }) => codes)).toEqual([[33007], [34000]])
  })

  test('a code that moved to another domain is still explained, and the move is told', () => {
    expect(explainTexts(['14002'], 'MCCloudConfigErrorDomain')).toMatchObject({ known: true, inDomain: false })
    expect(ids(['SomeNewErrorDomain 14002'])).toEqual(['alreadyConfigured'])
  })

  test('the innermost known link of a chain explains it, and the whole chain is kept', () => {
    const { errors, chain } = explainTexts(['0x80EF', 'MCCloudConfigurationErrorDomain 34000', 'NoSuchDomain 7'])
    expect(errors.map(({ id }) => id)).toEqual(['configurationRequestFailed'])
    expect(chain).toHaveLength(3)
    expect(chain[2]).toEqual({ domain: 'NoSuchDomain', codes: [7], text: null })
  })

  test('what is not known says: re-read the device', () => {
    for (const text of ['123456', 'Something odd happened', '', 'SomeDomain 5']) {
      const { errors, known } = explainTexts([text])
      expect(known).toBe(false)
      expect(errors.map(({ id, retry }) => [id, retry])).toEqual([['unknown', 'reread']])
    }
  })

  test('a message is known by a part of it, in any case and with any quotes', () => {
    expect(ids(['“the scep server returned an INVALID response.”'])).toEqual(['scepWindowPassed'])
    expect(ids(['cfgutil: error: no devices found'])).toEqual(['noDevices'])
    expect(ids(['invalidhostid'])).toEqual(['unknownHost'])
    expect(ids(['*E422'])).toEqual(['hubErrorFlag'])
    expect(ids(['*E477'])).toEqual(['hubOther'])
  })
})

describe('explaining one of Slipway’s own errors', () => {
  test('goes by the domain and code that the device gave', () => {
    const record = toErrorRecord(
      mcInstallError('SetCloudConfiguration', {
        Status: 'Error',
        ErrorChain: [link('MCCloudConfigErrorDomain', 33004)],
      }),
    )
    expect(explain(record)?.errors.map(({ id }) => id)).toEqual(['adeDevice'])
  })

  test('keeps what was wrapped around it as evidence', () => {
    const chain = [link('MCInstallationErrorDomain', 4001), link('DMCHTTPTransactionErrorDomain', 23002)]
    const explanation = explain(toErrorRecord(mcInstallError('InstallProfile', { Status: 'Error', ErrorChain: chain })))
    expect(explanation?.errors.map(({ id }) => id)).toEqual(['enrollmentUntrusted'])
    expect(explanation?.chain.map(({ codes }) => codes)).toEqual([[4001], [23002]])
  })

  test('reads a status without a chain, and says so of a code nobody knows', () => {
    expect(explain(toErrorRecord(mcInstallError('Escalate', { Status: 'NotNow' })))?.errors[0]?.id).toBe('notNow')
    const odd = mcInstallError('Escalate', { Status: 'Error', ErrorChain: [link('XErrorDomain', 71_717)] })
    expect(explain(toErrorRecord(odd))).toMatchObject({ known: false, chain: [{ domain: 'XErrorDomain' }] })
  })

  test('knows every word of lockdownd that has a code of its own', () => {
    expect(explain(toErrorRecord(lockdownError('MCChallengeRequired', 'Pair')))?.errors[0]?.id).toBe(
      'challengeRequired',
    )
    expect(explain(toErrorRecord(lockdownError('NeverHeardOf', 'Pair')))?.known).toBe(false)
  })

  test('has nothing to add where no device spoke', () => {
    expect(explain({ code: 'app.timeout', details: { what: 'it', seconds: 3 } })).toBeNull()
    expect(explain({ code: 'apple.lockdown.wrongReply', details: {} })).toBeNull()
  })
})

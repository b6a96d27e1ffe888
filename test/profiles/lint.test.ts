import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlistDict, PlistValue } from '../../electron/apple/plist/value.ts'
import { PlistReal } from '../../electron/apple/plist/value.ts'
import { lintProfile } from '../../electron/profiles/lint.ts'

const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`
const identity = {
  PayloadType: 'com.apple.security.scep',
  PayloadVersion: 1,
  PayloadIdentifier: 'com.example.scep',
  PayloadUUID: uuid(2),
}
const mdm = {
  PayloadType: 'com.apple.mdm',
  PayloadVersion: 1,
  PayloadIdentifier: 'com.example.mdm',
  PayloadUUID: uuid(3),
  IdentityCertificateUUID: uuid(2),
  Topic: 'com.apple.mgmt.External.1',
  ServerURL: 'https://mdm.example.com/',
  AccessRights: 8191,
}
const top = { PayloadType: 'Configuration', PayloadVersion: 1, PayloadIdentifier: 'com.example', PayloadUUID: uuid(1) }

type Changes = Readonly<Record<string, PlistValue | undefined>>
function findings(changes: Changes, payloads: readonly PlistDict[] = [identity, mdm]) {
  const dict: Changes = { ...top, PayloadContent: payloads, ...changes }
  const defined = Object.entries(dict).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
  const found = lintProfile(Object.fromEntries(defined))
  return found.map(({ code, severity, details }) => [code, severity, details['key'] ?? null])
}

describe('lint', () => {
  test('a sound enrollment profile has no findings', () => {
    expect(findings({})).toEqual([])
  })

  test.each([
    [{ PayloadVersion: new PlistReal(1) }, 'profiles.keyWrong', 'PayloadVersion'],
    [{ PayloadVersion: undefined }, 'profiles.keyMissing', 'PayloadVersion'],
    [{ PayloadIdentifier: undefined }, 'profiles.keyMissing', 'PayloadIdentifier'],
    [{ PayloadUUID: 'x' }, 'profiles.keyWrong', 'PayloadUUID'],
    [{ PayloadType: 'Other' }, 'profiles.keyWrong', 'PayloadType'],
    [{ PayloadContent: undefined }, 'profiles.keyMissing', 'PayloadContent'],
    [{ PayloadContent: ['x'] }, 'profiles.keyWrong', 'PayloadContent'],
    [{ IsEncrypted: true }, 'profiles.keyMissing', 'EncryptedPayloadContent'],
    [{ PayloadUUID: uuid(2) }, 'profiles.uuidRepeated', null],
  ] as const)('the top level %j is an error', (changes, code, key) => {
    expect(findings(changes)).toEqual([[code, 'error', key]])
  })

  test.each([
    [{ IdentityCertificateUUID: uuid(9) }, 'profiles.referenceDangling', 'IdentityCertificateUUID'],
    [{ Topic: 'com.example' }, 'profiles.keyWrong', 'Topic'],
    [{ ServerURL: 'http://mdm.example.com/' }, 'profiles.keyWrong', 'ServerURL'],
    [{ CheckInURL: 'mdm' }, 'profiles.keyWrong', 'CheckInURL'],
    [{ AccessRights: 0 }, 'profiles.keyWrong', 'AccessRights'],
    [{ AccessRights: 2 }, 'profiles.keyWrong', 'AccessRights'],
    [{ AccessRights: 128 }, 'profiles.keyWrong', 'AccessRights'],
    [{ PayloadIdentifier: 'com.example.scep' }, 'profiles.identifierRepeated', null],
    [
      { EAPClientConfiguration: { PayloadCertificateAnchorUUID: [uuid(2), 'x'] } },
      'profiles.referenceDangling',
      'PayloadCertificateAnchorUUID',
    ],
  ] as const)('an MDM payload with %j is an error', (changes, code, key) => {
    expect(findings({}, [identity, { ...mdm, ...changes }])).toEqual([[code, 'error', key]])
  })

  test('two MDM payloads, or both ways to set an APN, do not go together', () => {
    const again = { ...mdm, PayloadIdentifier: 'com.example.mdm2', PayloadUUID: uuid(4) }
    expect(findings({}, [identity, mdm, again])).toEqual([['profiles.payloadsConflict', 'error', null]])
    const cellular = { ...identity, PayloadType: 'com.apple.cellular' }
    const apn = { ...again, PayloadType: 'com.apple.apn.managed' }
    expect(findings({}, [cellular, { ...apn, IdentityCertificateUUID: uuid(2) }])).toEqual([
      ['profiles.payloadsConflict', 'error', null],
    ])
  })

  test('matters of style are warnings', () => {
    expect(findings({ PayloadIdentifier: 'profile' })).toEqual([['profiles.keyWrong', 'warning', 'PayloadIdentifier']])
    expect(findings({ HasRemovalPasscode: true })).toEqual([['profiles.keyWrong', 'warning', 'HasRemovalPasscode']])
  })

  test('an encrypted profile with its content is left alone', () => {
    expect(
      findings({ IsEncrypted: true, EncryptedPayloadContent: Buffer.from([1]), PayloadContent: undefined }),
    ).toEqual([])
  })

  test('no dictionary makes it fail', () => {
    const value = fc.letrec<{ value: PlistValue }>((tie) => ({
      value: fc.oneof(
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('PayloadContent', 'PayloadUUID', 'PayloadType', 'Topic', 'x'), tie('value')),
      ),
    })).value
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('PayloadContent', 'PayloadUUID', 'y'), value),
        (dict) => lintProfile(dict).length > 0,
      ),
    )
  })
})

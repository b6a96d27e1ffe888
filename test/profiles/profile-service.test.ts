import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { writePlist } from '../../electron/apple/plist/write.ts'
import type { PlistInput } from '../../electron/apple/plist/write.ts'
import { signCms } from '../../electron/pki/cms-sign.ts'
import { readChallenge } from '../../electron/profiles/challenge.ts'
import { buildProfile } from '../../electron/profiles/mobileconfig.ts'
import { assertNotExpired, readDirectEnrollment, suggestedFileName } from '../../electron/profiles/profile-service.ts'
import { createSigningIdentity } from './signing-identity.ts'
import type { SigningIdentity } from './signing-identity.ts'

const exportedAt = Date.UTC(2026, 10, 22, 10)
const twoWeeks = 14 * 86_400_000
let identity: SigningIdentity
beforeAll(async () => {
  identity = await createSigningIdentity('IOSProfileSigning.example.com')
})

const xml = (expiry: string) =>
  `<?xml version="1.0"?><Challenge xmlns="urn:x"><AccountId>acct</AccountId>` +
  `<EnrollmentProfileId>prof</EnrollmentProfileId><DepTokenId>acct</DepTokenId><Expiry>${expiry}</Expiry></Challenge>`

function file(challenge: PlistInput | undefined, more: Readonly<Record<string, PlistInput>> = {}): Buffer {
  const content = {
    URL: 'https://fef.example.com/Report?id=1',
    DeviceAttributes: ['UDID', 'SERIAL'],
    Challenge: challenge,
  }
  return signCms(
    writePlist({
      PayloadType: 'Profile Service',
      PayloadVersion: 1,
      PayloadIdentifier: 'Microsoft.Payloads.DeviceInfo',
      PayloadUUID: '00000000-0000-4000-8000-000000000000',
      PayloadDisplayName: 'Management Profile',
      PayloadContent: { ...content, ...more },
    }),
    identity,
  )
}
const signedChallenge = (text: string | Buffer) => signCms(Buffer.from(text), identity).toString('base64')

describe('a direct-enrollment file', () => {
  test('shows where it leads, who signed it, and its true expiry out of the challenge', () => {
    const bytes = file(signedChallenge(xml('2026-12-06T09:30:00.1234567Z')))
    const found = readDirectEnrollment(bytes, exportedAt)
    expect(found).toMatchObject({
      url: 'https://fef.example.com/Report?id=1',
      deviceAttributes: ['UDID', 'SERIAL'],
      displayName: 'Management Profile',
      identifier: 'Microsoft.Payloads.DeviceInfo',
      expirySource: 'file',
      accountId: 'acct',
      enrollmentProfileId: 'prof',
      signature: { name: 'IOSProfileSigning.example.com' },
    })
    expect(new Date(found.expiresAt).toISOString()).toBe('2026-12-06T09:30:00.123Z')
    expect(found.bytes).toBe(bytes)
  })

  test('takes a challenge of data instead of text', () => {
    const challenge = Buffer.from(signedChallenge(xml('2026-12-06T09:30:00Z')), 'base64')
    expect(readDirectEnrollment(file(challenge), exportedAt).expirySource).toBe('file')
  })

  test.each([
    ['no challenge', undefined],
    ['a challenge that is not signed', Buffer.from('<Expiry>2026-12-06T09:30:00Z</Expiry>').toString('base64')],
    ['a challenge that is garbage', '%%%'],
    ['an empty challenge', ''],
  ])('with %s falls back to two weeks from its export', (_, challenge) => {
    const found = readDirectEnrollment(file(challenge), exportedAt)
    expect(found).toMatchObject({ expirySource: 'exportTime', expiresAt: exportedAt + twoWeeks, accountId: null })
  })

  test('with a challenge that names no date falls back as well', () => {
    const found = readDirectEnrollment(file(signedChallenge(xml('soon'))), exportedAt)
    expect(found).toMatchObject({ expirySource: 'exportTime', accountId: 'acct' })
  })

  test('that leads to http is refused: the device would refuse it later', () => {
    const read = () => readDirectEnrollment(file(undefined, { URL: 'http://fef.example.com/' }), exportedAt)
    expect(read).toThrow(expect.objectContaining({ code: 'profiles.enrollmentInsecure' }))
  })

  test('is told from an ordinary profile', () => {
    const ordinary = buildProfile({ identifier: 'com.example.x', displayName: 'X', payloads: [] })
    expect(() => readDirectEnrollment(ordinary, exportedAt)).toThrow(
      expect.objectContaining({ code: 'profiles.notEnrollment' }),
    )
  })

  test('that expired says when', () => {
    const found = readDirectEnrollment(file(undefined), exportedAt)
    expect(() => assertNotExpired(found, exportedAt + twoWeeks - 1)).not.toThrow()
    expect(() => assertNotExpired(found, exportedAt + twoWeeks)).toThrow(/2026-12-06/)
  })
})

describe('a challenge', () => {
  test.each([
    ['<Expiry>2026-12-06T09:30:00</Expiry>', '2026-12-06T09:30:00.000Z'],
    ['<a:ExpiryTime xmlns:a="x" >\n 2026-12-06T10:30:00+01:00 </a:ExpiryTime>', '2026-12-06T09:30:00.000Z'],
    ['<C Expiration="12/6/2026 9:30:00 AM"/>', '2026-12-06T09:30:00.000Z'],
    ['<ExpirationDate>12/6/2026 12:00:00 PM</ExpirationDate>', '2026-12-06T12:00:00.000Z'],
    ['<Expiry>9999-12-31T23:59:59Z</Expiry>', null],
    ['<Expiry>0001-01-01T00:00:00</Expiry>', null],
    ['<Expiry>2026-13-45T00:00:00Z</Expiry>', null],
  ])('%s expires at %s', (text, expected) => {
    const at = readChallenge(Buffer.from(text)).expiresAt
    expect(at === null ? null : new Date(at).toISOString()).toBe(expected)
  })

  test('is read as UTF-16 too, marked or not', () => {
    const text = xml('2026-12-06T09:30:00Z')
    expect(readChallenge(Buffer.from(text, 'utf16le')).expiresAt).toBe(Date.UTC(2026, 11, 6, 9, 30))
    expect(readChallenge(Buffer.from(`\uFEFF${text}`, 'utf16le')).accountId).toBe('acct')
  })

  test('of hostile text costs no more than its length', () => {
    for (const part of ['<Expiry>', '<Expiry ', ' Expiry=', '<a:', 'Expiry '])
      readChallenge(Buffer.from(part.repeat(20_000)))
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readChallenge(bytes) !== null))
  })
})

describe('the suggested file name', () => {
  test('names profile, day of export and day of expiry', () => {
    expect(suggestedFileName('Kiosk', exportedAt, exportedAt + twoWeeks)).toBe(
      'Kiosk_2026-11-22_expires_2026-12-06.mobileconfig',
    )
  })

  test.each([
    ['../../etc/passwd', 'etc-passwd'],
    ['CON:<x>|?*', 'CON-x'],
    ['École 1', 'École 1'],
    ['...', 'enrollment'],
    ['', 'enrollment'],
  ])('of %j is fit for every file system', (name, stem) => {
    expect(suggestedFileName(name, exportedAt, exportedAt)).toBe(`${stem}_2026-11-22_expires_2026-11-22.mobileconfig`)
  })
})

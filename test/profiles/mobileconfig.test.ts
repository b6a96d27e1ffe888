import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPlistDict } from '../../electron/apple/plist/read.ts'
import { arrayAt } from '../../electron/apple/plist/take.ts'
import { buildProfile, payloadUuid } from '../../electron/profiles/mobileconfig.ts'
import type { ConfigurationProfile } from '../../electron/profiles/mobileconfig.ts'
import { nameBasedUuid, profileUuid } from '../../electron/profiles/profile-uuid.ts'

const profile: ConfigurationProfile = {
  identifier: 'com.example.staging',
  displayName: 'Préparation & <essai>',
  organization: 'École « n° 1 »',
  payloads: [
    { type: 'com.apple.test', name: 'one', settings: { Flag: true, Skip: undefined, Deep: { List: [1, 'a'] } } },
  ],
}

describe('a profile we write', () => {
  test('says what was meant, in Apple’s types', () => {
    const dict = readPlistDict(buildProfile(profile))
    expect(dict).toMatchObject({
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadIdentifier: 'com.example.staging',
      PayloadDisplayName: 'Préparation & <essai>',
      PayloadOrganization: 'École « n° 1 »',
    })
    expect(dict['PayloadDescription']).toBeUndefined()
    expect(arrayAt(dict, 'PayloadContent')).toMatchObject([
      {
        PayloadType: 'com.apple.test',
        PayloadIdentifier: 'com.example.staging.one',
        PayloadUUID: payloadUuid('com.example.staging', 'one'),
        PayloadVersion: 1,
        Flag: true,
        Deep: { List: [1, 'a'] },
      },
    ])
  })

  test('is the same bytes every time, so that installing it again replaces it', () => {
    expect(buildProfile(profile).equals(buildProfile({ ...profile }))).toBe(true)
    const renamed = readPlistDict(buildProfile({ ...profile, displayName: 'Other' }))
    expect(renamed['PayloadUUID']).toBe(profileUuid('com.example.staging'))
  })

  test('writes integers, reals, dates and data as what they are', () => {
    const settings = { Integer: 3, Real: 1.5, Date: new Date('2026-11-22T10:00:00Z'), Data: Buffer.from([0, 255]) }
    const bytes = buildProfile({ ...profile, payloads: [{ type: 't.t', name: 'x', settings }] }).toString('utf8')
    expect(bytes).toContain('<integer>3</integer>')
    expect(bytes).toContain('<real>1.5</real>')
    expect(bytes).toContain('<date>2026-11-22T10:00:00Z</date>')
    expect(bytes).toContain('<data>AP8=</data>')
  })

  test.each(['\u0000', 'a\u0008b', '\uD800', '\uFFFF'])('refuses the text %j, which no device could read', (text) => {
    const broken = { ...profile, payloads: [{ type: 't.t', name: 'x', settings: { Text: text } }] }
    expect(() => buildProfile(broken)).toThrow(expect.objectContaining({ code: 'profiles.textUnwritable' }))
  })

  test('is refused when two payloads would share an identifier', () => {
    const twice = { ...profile, payloads: [...profile.payloads, ...profile.payloads] }
    expect(() => buildProfile(twice)).toThrow(expect.objectContaining({ code: 'profiles.identifierRepeated' }))
  })

  test('any writable text comes back as it was', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      // eslint-disable-next-line no-control-regex
      .filter((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(value))
    fc.assert(
      fc.property(text, (value) => {
        const bytes = buildProfile({ ...profile, payloads: [{ type: 't.t', name: 'x', settings: { Text: value } }] })
        expect(arrayAt(readPlistDict(bytes), 'PayloadContent')).toMatchObject([{ Text: value }])
      }),
    )
  })
})

describe('name-based UUIDs', () => {
  test('give the published answer of RFC 9562', () => {
    const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'
    expect(nameBasedUuid(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
  })

  test('are upper case and differ by identifier', () => {
    expect(profileUuid('a')).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
    expect(profileUuid('a')).not.toBe(profileUuid('b'))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlistReal } from '../../../electron/apple/plist/value.ts'
import { Redactor } from '../../../electron/prove/trace/redactor.ts'

const udid = '00008110-000A1B2C3D4E801E'

describe('a message made fit for other eyes', () => {
  it('keeps words of the protocol, models, versions, numbers and flags', () => {
    const message = {
      Request: 'GetValue',
      Value: {
        ProductType: 'iPhone15,2',
        ProductVersion: '18.3',
        ActivationState: 'Activated',
        PasswordProtected: false,
        TimeIntervalSince1970: new PlistReal(1),
        TotalDiskCapacity: 1_000_000_000_000,
        SupportedLanguages: ['en', 'fr'],
      },
    }
    expect(new Redactor().message(message)).toEqual({
      ...message,
      Value: { ...message.Value, TimeIntervalSince1970: { $real: 1 } },
    })
  })

  it('gives the same identifier the same pseudonym, wherever it stands', () => {
    const redactor = new Redactor()
    const first = redactor.message({ Key: 'UniqueDeviceID', Value: udid })
    const second = redactor.message({ Value: { UniqueDeviceID: udid, UniqueChipID: BigInt('0x000A1B2C3D4E801E') } })
    expect(first).toEqual({ Key: 'UniqueDeviceID', Value: redactor.udid(udid) })
    expect(redactor.udid(udid)).toMatch(/^00008110-[0-9A-F]{16}$/)
    const tail = Number.parseInt(redactor.udid(udid).slice(9), 16)
    expect(second).toEqual({ Value: { UniqueDeviceID: redactor.udid(udid), UniqueChipID: tail } })
    expect(redactor.udid('00008110-000A1B2C3D4E801F')).not.toBe(redactor.udid(udid))
  })

  it('reads the meaning of a value from the key beside it', () => {
    const redactor = new Redactor()
    expect(redactor.message({ Key: 'ProductType', Value: 'iPad14,1' })).toEqual({
      Key: 'ProductType',
      Value: 'iPad14,1',
    })
    expect(redactor.message({ Key: 'SerialNumber', Value: 'F2LX1234ABCD' })).toEqual({
      Key: 'SerialNumber',
      Value: 'TESTX0000001',
    })
    expect(redactor.message({ Key: 'NobodyKnows', Value: 'Ann’s secret' })).toEqual({
      Key: 'NobodyKnows',
      Value: { $hidden: 'string', length: 12 },
    })
  })

  it('hides bytes, texts under unknown keys, and integers that may be a chip’s number', () => {
    expect(
      new Redactor().message({
        EscrowBag: Buffer.alloc(32),
        Payload: Buffer.from('<Password>hunter2'),
        MDMPassword: 'hunter2',
        Name: 'Ann',
        SomeChip: 0x1b2c3d4e801e,
      }),
    ).toEqual({
      EscrowBag: { $hidden: 'data', length: 32 },
      Payload: { $hidden: 'data', length: 17 },
      MDMPassword: { $hidden: 'string', length: 7 },
      Name: { $hidden: 'string', length: 3 },
      SomeChip: { $hidden: 'integer', length: 8 },
    })
  })

  it('names profiles by number, in lists and as keys alike, and keeps addresses to their scheme', () => {
    const redactor = new Redactor()
    const list = redactor.message({
      OrderedIdentifiers: ['com.contoso.wifi.munich'],
      ProfileManifest: { 'com.contoso.wifi.munich': { Description: 'Munich', IsActive: true } },
    })
    expect(list).toEqual({
      OrderedIdentifiers: ['profile.1'],
      ProfileManifest: { 'profile.1': { Description: { $hidden: 'string', length: 6 }, IsActive: true } },
    })
    expect(redactor.message({ ConfigurationURL: 'https://manage.example/enroll?token=abc' })).toEqual({
      ConfigurationURL: 'https://host-1.invalid/',
    })
  })

  it('takes names, addresses and known identifiers out of an error’s own words', () => {
    const redactor = new Redactor()
    redactor.message({ SerialNumber: 'F2LX1234ABCD' })
    const shown = redactor.message({
      USEnglishDescription:
        'The profile “Munich Wi-Fi” for ann@contoso.com at https://x.example/y on F2LX1234ABCD failed',
    })
    expect(JSON.stringify(shown)).not.toMatch(/Munich|ann@|x\.example|F2LX/)
  })

  it('never lets a text through under a key it does not know', () => {
    const secret = 'correct horse battery staple'
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(4), (key, depth) => {
        let message: Readonly<Record<string, unknown>> = { [`x${key}`]: secret }
        for (let level = 0; level < depth; level += 1) message = { [`x${key}`]: [message] }
        expect(JSON.stringify(new Redactor().message(message as Record<string, string>))).not.toContain('horse')
      }),
    )
  })
})

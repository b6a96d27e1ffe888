import fc from 'fast-check'
import { buildBinary, parse } from 'plist'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { decodePairRecord, encodePairRecord } from '../../electron/apple/pair-record.ts'
import { testRecord } from './test-record.ts'

const nineKeys = [
  'DeviceCertificate',
  'EscrowBag',
  'HostCertificate',
  'HostID',
  'HostPrivateKey',
  'RootCertificate',
  'RootPrivateKey',
  'SystemBUID',
  'WiFiMACAddress',
]

describe('pair record', () => {
  it('holds exactly the nine keys other tools write, every PEM as data', async () => {
    const dict = parse(encodePairRecord(await testRecord()).toString('utf8')) as Record<string, unknown>
    expect(Object.keys(dict).toSorted()).toEqual(nineKeys)
    for (const key of nineKeys.filter((name) => /Certificate|Key/.test(name))) {
      expect(Buffer.from(dict[key] as Uint8Array).toString()).toMatch(/^-----BEGIN /)
    }
  })

  it('reads back, also from a binary plist, from PEM strings and from C strings with their NUL', async () => {
    const record = await testRecord()
    expect(decodePairRecord(encodePairRecord(record), 'u')).toEqual(record)
    const dict = parse(encodePairRecord(record).toString('utf8')) as { [key: string]: string | Uint8Array }
    const text = Buffer.from(dict['HostCertificate'] as Uint8Array).toString()
    const others = {
      ...dict,
      HostCertificate: text,
      RootCertificate: Buffer.concat([dict['RootCertificate'] as Uint8Array, Buffer.of(0)]),
    }
    expect(decodePairRecord(buildBinary(others), 'u')).toEqual(record)
  })

  it('names the key that is missing', async () => {
    const dict = parse(encodePairRecord(await testRecord()).toString('utf8')) as { [key: string]: string | Uint8Array }
    for (const key of nineKeys.filter((name) => name !== 'EscrowBag' && name !== 'WiFiMACAddress')) {
      const { [key]: _left, ...rest } = dict
      expect(() => decodePairRecord(buildBinary(rest), 'u')).toThrow(
        expect.objectContaining({
          code: 'apple.pairRecordMalformed',
          details: { udid: 'u', reason: `${key} is missing` },
        }),
      )
    }
  })

  it('refuses any other bytes with one typed error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          decodePairRecord(bytes, 'u')
          return false
        } catch (error) {
          return error instanceof AppError && error.code === 'apple.pairRecordMalformed'
        }
      }),
    )
  })
})

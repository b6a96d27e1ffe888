import { makePairingCertificates } from '../../electron/pki/pairing-certificates.ts'
import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import type { PairRecord } from '../../electron/apple/pair-record.ts'

const deviceKey = generateRsaKey()
let record: Promise<PairRecord> | null = null

/** The device's private key and the public one as lockdownd shows it (SPKI PEM is taken as well). */
export function testDeviceKey(): typeof deviceKey {
  return deviceKey
}

/** One complete pair record, made once per test file. */
export function testRecord(): Promise<PairRecord> {
  record ??= make()
  return record
}

async function make(): Promise<PairRecord> {
  const { publicKeyPem } = await deviceKey
  const certificates = await makePairingCertificates({ devicePublicKeyPem: publicKeyPem, now: new Date() })
  return {
    ...certificates,
    hostId: 'BC51A215-0000-4000-8000-000000000001',
    systemBuid: 'AAAAAAAA-0000-4000-8000-000000000002',
    escrowBag: new Uint8Array(32).fill(7),
    wifiMacAddress: '02:00:00:00:00:01',
  }
}

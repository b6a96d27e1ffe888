import { rsaPublicKeyToPkcs1Pem } from '../../lib/crypto-keys.ts'
import { issueCertificate } from '../../pki/certificate.ts'
import type { Factory } from '../factory.ts'
import type { DeviceKeys } from './key-cabinet.ts'
import type { Model, OsRelease } from './models.ts'
import type { PhoneIdentity } from './phone.ts'
import type { SeededRandom } from './seeded-random.ts'

const serialAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/**
 * A device as it leaves the practice factory. Synthetic by form: the serial starts with TEST; the UDID is, as on real
 * devices since 2018, the chip's number and the ECID in hexadecimal.
 * @param recorded what a device of a transcript said it was, in place of what would be made up
 */
export function makeIdentity(
  model: Model,
  release: OsRelease,
  random: SeededRandom,
  keys: DeviceKeys,
  factory: Factory,
  recorded: Partial<PhoneIdentity> = {},
): PhoneIdentity {
  const ecid = makeEcid(random)
  const serial = `TEST${random.characters(serialAlphabet, 8)}`
  const mac = random.bytes(5)
  const udid = `${hex(BigInt(model.chipId), 8)}-${hex(ecid, 16)}`
  return {
    udid,
    serial,
    ecid,
    productType: model.productType,
    marketingName: model.marketingName,
    hardwareModel: model.hardwareModel,
    modelNumber: model.modelNumber,
    deviceClass: model.deviceClass,
    osVersion: release.version,
    build: release.build,
    wifiAddress: macAddress(mac, 0),
    bluetoothAddress: macAddress(mac, 1),
    chipId: model.chipId,
    boardId: model.boardId,
    imei: model.cellular ? makeImei(random) : null,
    meid: model.cellular ? `35${random.characters('0123456789', 12)}` : null,
    iccid: model.cellular ? `8999${random.characters('0123456789', 15)}` : null,
    ...recorded,
    lockdownKey: once(async () => {
      const { privateKeyPem, publicKeyPem } = await keys.lockdown()
      return { privateKeyPem, publicKeyPem: rsaPublicKeyToPkcs1Pem(publicKeyPem) }
    }),
    builtIn: once(async () => {
      const { privateKeyPem, publicKeyPem } = await keys.builtIn()
      const subject = [recorded.udid ?? udid, recorded.serial ?? serial] as const
      const certificatePem = builtInCertificate(...subject, publicKeyPem, factory)
      return { certificatePem, privateKeyPem, issuerPem: factory.deviceCa.certificatePem }
    }),
  }
}

function builtInCertificate(udid: string, serial: string, publicKeyPem: string, factory: Factory): string {
  return issueCertificate({
    subject: [
      { type: 'organizationName', value: 'Slipway Practice' },
      { type: 'organizationalUnitName', value: serial },
      { type: 'commonName', value: udid },
    ],
    issuer: factory.deviceCa,
    publicKeyPem,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 5 * 365 * 24 * 3600_000),
    basicConstraints: { ca: false, critical: true },
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    subjectKeyIdentifier: true,
  }).pem
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => (made ??= make())
}

/** Real ones fill about 53 of their 64 bits and end in 1E, 26 or 2E. */
function makeEcid(random: SeededRandom): bigint {
  const bytes = Buffer.concat([Buffer.from([0]), random.bytes(6), Buffer.from([random.pick([0x1e, 0x26, 0x2e])])])
  bytes[1] = (bytes[1] ?? 0) & 0x1f
  return bytes.readBigUInt64BE()
}

/** Starts with 00 00000, a type allocation code nobody was given; the last digit is the Luhn check digit. */
function makeImei(random: SeededRandom): string {
  const body = `0000000${random.characters('0123456789', 7)}`
  const sum = Array.from(body).reduce((total, digit, index) => total + luhn(Number(digit), index % 2 === 1), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

function luhn(digit: number, doubled: boolean): number {
  const value = doubled ? digit * 2 : digit
  return value > 9 ? value - 9 : value
}

/** Locally administered, so that it cannot be anybody's real address. */
function macAddress(tail: Buffer, offset: number): string {
  const bytes = Buffer.concat([Buffer.from([0x02]), tail])
  bytes[5] = ((bytes[5] ?? 0) + offset) & 0xff
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':')
}

function hex(value: bigint, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0')
}

import { AppError } from '../../src-shared/errors.ts'
import { sha256 } from '../lib/crypto.ts'
import { readPlistDict } from './plist/read.ts'
import { dataAt, stringAt } from './plist/take.ts'
import type { PlistDict } from './plist/value.ts'
import { writePlist } from './plist/write.ts'

/**
 * What a host remembers of a pairing: exactly the nine keys libimobiledevice and go-ios write. A record without all
 * nine makes other tools fail in misleading ways, so Slipway always saves the nine. Private keys: never log one.
 */
export type PairRecord = {
  readonly deviceCertificatePem: string
  readonly hostCertificatePem: string
  readonly hostPrivateKeyPem: string
  readonly rootCertificatePem: string
  readonly rootPrivateKeyPem: string
  /** Upper-case UUID by which the device knows this host. */
  readonly hostId: string
  /** The usbmuxd's own UUID (ReadBUID). */
  readonly systemBuid: string
  /** 32 bytes that open protected data of a locked device; null in records of tools that did not keep it. */
  readonly escrowBag: Uint8Array | null
  readonly wifiMacAddress: string | null
}

const pemKeys = {
  deviceCertificatePem: 'DeviceCertificate',
  hostCertificatePem: 'HostCertificate',
  hostPrivateKeyPem: 'HostPrivateKey',
  rootCertificatePem: 'RootCertificate',
  rootPrivateKeyPem: 'RootPrivateKey',
} as const

/**
 * Tells one pairing from every other one, without a secret in it: after an erase the device has another key, and whoever
 * pairs with it makes other certificates.
 */
export function pairingMark(record: PairRecord): string {
  const { hostId, deviceCertificatePem, hostCertificatePem, rootCertificatePem } = record
  const plain = [hostId, deviceCertificatePem, hostCertificatePem, rootCertificatePem].map((text) =>
    text.replaceAll(/\s/g, ''),
  )
  return sha256(plain.join(' ')).toString('hex').slice(0, 32)
}

const maxRecordBytes = 64 * 1024

/** The stored form: an XML plist whose PEM texts are data. */
export function encodePairRecord(record: PairRecord): Buffer {
  return writePlist({
    [pemKeys.deviceCertificatePem]: Buffer.from(record.deviceCertificatePem),
    [pemKeys.hostCertificatePem]: Buffer.from(record.hostCertificatePem),
    [pemKeys.hostPrivateKeyPem]: Buffer.from(record.hostPrivateKeyPem),
    [pemKeys.rootCertificatePem]: Buffer.from(record.rootCertificatePem),
    [pemKeys.rootPrivateKeyPem]: Buffer.from(record.rootPrivateKeyPem),
    HostID: record.hostId,
    SystemBUID: record.systemBuid,
    EscrowBag: record.escrowBag ?? undefined,
    WiFiMACAddress: record.wifiMacAddress ?? undefined,
  })
}

/**
 * Reads a record of any tool, XML or binary; a PEM may be data or a string.
 * @throws AppError 'apple.pairRecordMalformed'
 */
export function decodePairRecord(bytes: Uint8Array, udid: string): PairRecord {
  const dict = readRecordDict(bytes, udid)
  const text = (key: string): string => {
    const value = stringAt(dict, key)
    if (value === undefined || value === '') throw malformedRecord(udid, `${key} is missing`)
    return value
  }
  const pem = (key: string): string => readPem(dict, key, udid)
  return {
    deviceCertificatePem: pem(pemKeys.deviceCertificatePem),
    hostCertificatePem: pem(pemKeys.hostCertificatePem),
    hostPrivateKeyPem: pem(pemKeys.hostPrivateKeyPem),
    rootCertificatePem: pem(pemKeys.rootCertificatePem),
    rootPrivateKeyPem: pem(pemKeys.rootPrivateKeyPem),
    hostId: text('HostID'),
    systemBuid: text('SystemBUID'),
    escrowBag: dataAt(dict, 'EscrowBag') ?? null,
    wifiMacAddress: stringAt(dict, 'WiFiMACAddress') ?? null,
  }
}

function readRecordDict(bytes: Uint8Array, udid: string): PlistDict {
  try {
    return readPlistDict(bytes, { maxBytes: maxRecordBytes, maxDepth: 4, maxValues: 100 })
  } catch (error) {
    throw malformedRecord(udid, error instanceof AppError ? String(error.details['reason'] ?? error.code) : 'no plist')
  }
}

function readPem(dict: PlistDict, key: string, udid: string): string {
  const data = dataAt(dict, key)
  const pem = data === undefined ? stringAt(dict, key) : Buffer.from(data).toString('latin1')
  // libimobiledevice stores C strings with the NUL at their end.
  const clean = pem?.replace(/\0+$/, '')
  if (clean === undefined || !clean.includes('-----BEGIN ')) throw malformedRecord(udid, `${key} is missing`)
  return clean
}

function malformedRecord(udid: string, reason: string): AppError {
  return new AppError('apple.pairRecordMalformed', { udid, reason })
}

import { AppError } from '../../../../src-shared/errors.ts'
import { dataAt, dictAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { randomBytes } from '../../../lib/crypto.ts'
import { publicKeyFacts, verifySignature } from '../../../lib/crypto-keys.ts'
import { certificateFields } from '../../../pki/certificate-fields.ts'
import type { PhoneIdentity, TrustedHost } from '../phone.ts'
import { LockdownRefusal } from './refusal.ts'

/** `PairRecord.HostID` of Pair, ValidatePair and Unpair. */
export function hostIdOf(request: PlistDict): string {
  const record = dictAt(request, 'PairRecord')
  if (record === undefined) throw new LockdownRefusal('MissingPairRecord')
  const hostId = stringAt(record, 'HostID')
  if (hostId === undefined || hostId === '') throw new LockdownRefusal('MissingHostID')
  return hostId
}

/**
 * The host a Pair request introduces. The device certificate must be for this device's key and signed by the record's
 * root; the host certificate may be the root itself, which some programs do and devices take.
 */
export async function readPairRecord(request: PlistDict, identity: PhoneIdentity): Promise<TrustedHost> {
  const hostId = hostIdOf(request)
  const record = dictAt(request, 'PairRecord') ?? {}
  const [root, host, device] = ['RootCertificate', 'HostCertificate', 'DeviceCertificate'].map((key) =>
    pemAt(record, key),
  )
  if (!root || !host || !device) throw new LockdownRefusal('InvalidPairRecord')
  if (!isSignedBy(device, root) || !isFor(device, (await identity.lockdownKey()).publicKeyPem))
    throw new LockdownRefusal('InvalidPairRecord')
  return {
    hostId,
    systemBuid: stringAt(record, 'SystemBUID') ?? '',
    hostCertificatePem: host,
    rootCertificatePem: root,
    deviceCertificatePem: device,
    escrowBag: randomBytes(32),
  }
}

function pemAt(record: PlistDict, key: string): string | undefined {
  const data = dataAt(record, key)
  return data === undefined ? undefined : Buffer.from(data).toString('latin1').replaceAll('\0', '')
}

function isSignedBy(certificatePem: string, issuerPem: string): boolean {
  return orFalse(() => {
    const { tbs, digest, signature } = certificateFields(certificatePem)
    return digest !== null && verifySignature(certificateFields(issuerPem).spkiPem, digest, tbs, signature)
  })
}

function isFor(certificatePem: string, publicKeyPem: string): boolean {
  return orFalse(() => publicKeyFacts(certificatePem).spkiDer.equals(publicKeyFacts(publicKeyPem).spkiDer))
}

function orFalse(check: () => boolean): boolean {
  try {
    return check()
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

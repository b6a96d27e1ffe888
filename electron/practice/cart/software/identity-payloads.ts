import { AppError } from '../../../../src-shared/errors.ts'
import { dataAt, dictAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { readPkcs12 } from '../../../pki/pkcs12.ts'
import { certificateError } from './device-error.ts'
import { typeOf, uuidOf } from './payload-checks.ts'
import type { Identity, Running } from './running.ts'
import { readScepPayload } from './scep-payload.ts'
import { enrollByScep } from './scep-client.ts'

/** The identities a profile brings, by the UUID of their payload in upper case: PKCS#12 files opened, SCEP run. */
export async function obtainIdentities(
  running: Running,
  payloads: readonly PlistDict[],
  roots: readonly string[],
): Promise<ReadonlyMap<string, Identity>> {
  const identities = new Map<string, Identity>()
  for (const payload of payloads) {
    const identity = await obtainIdentity(running, payload, roots)
    if (identity !== null) identities.set(uuidOf(payload), identity)
  }
  return identities
}

/** Null for a payload that is no identity. @throws DeviceError of MCCertificateErrorDomain or MCSCEPErrorDomain */
export async function obtainIdentity(
  running: Running,
  payload: PlistDict,
  roots: readonly string[],
): Promise<Identity | null> {
  if (typeOf(payload) === 'com.apple.security.pkcs12') return openPkcs12(payload)
  if (typeOf(payload) !== 'com.apple.security.scep') return null
  return enrollByScep(running, readScepPayload(dictAt(payload, 'PayloadContent') ?? {}), roots)
}

function openPkcs12(payload: PlistDict): Identity {
  try {
    const file = Buffer.from(dataAt(payload, 'PayloadContent') ?? [])
    const { certificatePem, privateKeyPem } = readPkcs12(file, stringAt(payload, 'Password') ?? '')
    return { certificatePem, privateKeyPem }
  } catch (error) {
    if (error instanceof AppError) throw certificateError(9000, 'The identity file could not be opened.', error)
    throw error
  }
}

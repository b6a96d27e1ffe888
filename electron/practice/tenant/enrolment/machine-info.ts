import { AppError } from '../../../../src-shared/errors.ts'
import { readPlistDict } from '../../../apple/plist/read.ts'
import { dataAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { readSignedCms } from '../../../pki/cms-verify.ts'
import type { SignedCms } from '../../../pki/cms-verify.ts'
import { verifyChain } from '../../../pki/verify-chain.ts'
import { EnrollmentRefused } from './refusal.ts'

/** What a device says about itself when it asks to be enrolled. Only UDID and serial number can be counted on. */
export type MachineInfo = {
  readonly udid: string
  readonly serial: string
  readonly product: string | null
  readonly build: string | null
  readonly osVersion: string | null
  /** Phase 2 of the direct route repeats the challenge of the file, as text or as data. */
  readonly challenge: string | null
}

export type SignedMachineInfo = { readonly info: MachineInfo; readonly signed: SignedCms }

const limits = { maxBytes: 256 * 1024, maxDepth: 8, maxValues: 500 }

/** Reads the posted CMS and checks its signature, not yet who signed. @throws EnrollmentRefused `practice.badRequest` */
export function readMachineInfo(body: Uint8Array): SignedMachineInfo {
  try {
    const signed = readSignedCms(body)
    return { info: takeInfo(readPlistDict(signed.content, limits)), signed }
  } catch (error) {
    if (error instanceof AppError) throw badRequest(error.message)
    throw error
  }
}

/**
 * True when the signer hangs below the authority that makes the devices' built-in identities. Dates do not count: real
 * device authorities expired long ago.
 */
export function isBuiltInIdentity(signed: SignedCms, authorities: readonly string[]): boolean {
  try {
    return verifyChain(signed.signer.certificatePem, {
      roots: authorities,
      intermediates: signed.certificates,
      at: 'ignoreDates',
    })
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

function takeInfo(dict: PlistDict): MachineInfo {
  const udid = stringAt(dict, 'UDID')
  const serial = stringAt(dict, 'SERIAL')?.toUpperCase()
  if (udid === undefined || serial === undefined) throw badRequest('UDID and SERIAL are missing.')
  if (!/^[\w-]{8,64}$/.test(udid) || !/^[A-Z0-9]{8,14}$/.test(serial))
    throw badRequest('UDID or SERIAL has an impossible form.')
  const challenge = stringAt(dict, 'CHALLENGE') ?? textOf(dataAt(dict, 'CHALLENGE'))
  return {
    udid,
    serial,
    product: stringAt(dict, 'PRODUCT') ?? null,
    build: stringAt(dict, 'VERSION') ?? null,
    osVersion: stringAt(dict, 'OS_VERSION') ?? null,
    challenge: challenge ?? null,
  }
}

function textOf(data: Uint8Array | undefined): string | undefined {
  return data === undefined ? undefined : Buffer.from(data).toString('latin1')
}

function badRequest(detail: string): EnrollmentRefused {
  return new EnrollmentRefused('practice.badRequest', 'badRequest', `The enrollment request cannot be read: ${detail}`)
}

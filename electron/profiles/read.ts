import { AppError } from '../../src-shared/errors.ts'
import { readPlistDict } from '../apple/plist/read.ts'
import { arrayAt, booleanAt, stringAt } from '../apple/plist/take.ts'
import { isPlistDict } from '../apple/plist/value.ts'
import type { PlistDict } from '../apple/plist/value.ts'
import { certificateFacts } from '../lib/crypto-keys.ts'
import { readSignedCms } from '../pki/cms-verify.ts'

export type PayloadSummary = {
  readonly type: string
  readonly identifier: string | null
  readonly uuid: string | null
  readonly displayName: string | null
}

/** Who signed a profile. Whether to trust them is another question: the signature only shows it was not changed. */
export type ProfileSignature = {
  readonly name: string
  readonly certificatePem: string
  readonly chainPems: readonly string[]
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export type ProfileSummary = {
  /** `Configuration`, or `Profile Service` for a file that makes the device fetch its profile. */
  readonly type: string
  readonly identifier: string | null
  readonly uuid: string | null
  readonly displayName: string | null
  readonly organization: string | null
  readonly description: string | null
  readonly removalDisallowed: boolean
  readonly encrypted: boolean
  readonly payloads: readonly PayloadSummary[]
  /** Null when nobody signed it. */
  readonly signature: ProfileSignature | null
  /** The property list itself, out of its signature. */
  readonly content: PlistDict
}

const maxProfileBytes = 16 * 1024 * 1024

/**
 * Reads a .mobileconfig, signed or not. The file's own bytes are what gets installed: never write the content back.
 * @throws AppError 'profiles.unreadable' for anything that is no profile; 'cms.invalid' when the signature is broken
 */
export function readProfile(bytes: Uint8Array): ProfileSummary {
  if (bytes.length > maxProfileBytes) throw new AppError('profiles.unreadable')
  // A SEQUENCE begins every DER file; a property list begins with < or bplist.
  const signed = bytes[0] === 0x30 ? readSignedCms(bytes) : null
  const content = readContent(signed?.content ?? bytes)
  const type = stringAt(content, 'PayloadType')
  if (type === undefined) throw new AppError('profiles.unreadable')
  return {
    type,
    identifier: stringAt(content, 'PayloadIdentifier') ?? null,
    uuid: stringAt(content, 'PayloadUUID') ?? null,
    displayName: stringAt(content, 'PayloadDisplayName') ?? null,
    organization: stringAt(content, 'PayloadOrganization') ?? null,
    description: stringAt(content, 'PayloadDescription') ?? null,
    removalDisallowed: booleanAt(content, 'PayloadRemovalDisallowed') ?? false,
    encrypted: booleanAt(content, 'IsEncrypted') ?? false,
    payloads: (arrayAt(content, 'PayloadContent') ?? []).filter(isPlistDict).map(summarize),
    signature: signed ? signatureOf(signed.signer.certificatePem, signed.certificates) : null,
    content,
  }
}

function readContent(bytes: Uint8Array): PlistDict {
  try {
    return readPlistDict(bytes)
  } catch (error) {
    if (error instanceof AppError) throw new AppError('profiles.unreadable', {}, { cause: error })
    throw error
  }
}

function summarize(payload: PlistDict): PayloadSummary {
  return {
    type: stringAt(payload, 'PayloadType') ?? '',
    identifier: stringAt(payload, 'PayloadIdentifier') ?? null,
    uuid: stringAt(payload, 'PayloadUUID') ?? null,
    displayName: stringAt(payload, 'PayloadDisplayName') ?? null,
  }
}

function signatureOf(certificatePem: string, certificates: readonly string[]): ProfileSignature {
  const facts = certificateFacts(certificatePem)
  return {
    name: commonNameOf(facts.subject),
    certificatePem,
    chainPems: certificates.filter((pem) => pem !== certificatePem),
    expiresAt: facts.notAfter.getTime(),
  }
}

/** CN out of a subject of one `KEY=value` a line; the whole subject where there is none. */
export function commonNameOf(subject: string): string {
  return /^CN=(.+)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ')
}

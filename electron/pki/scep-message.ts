/**
 * The pkiMessage of SCEP (RFC 8894, 3): signed data whose signed attributes say what it is, around an envelope.
 * A codec without opinions: who may ask for what is decided by those who call it.
 */
import { AppError } from '../../src-shared/errors.ts'
import type { DigestName } from '../lib/crypto.ts'
import { readBer, readOctets, readText } from './ber.ts'
import { type SignedAttribute, signCms } from './cms-sign.ts'
import { readSignedCms } from './cms-verify.ts'
import { octetString, printableString } from './der.ts'
import { oids } from './oids.ts'

export const scepMessageTypes = { CertRep: '3', RenewalReq: '17', PKCSReq: '19', CertPoll: '20' } as const
export const scepStatus = { success: '0', failure: '2', pending: '3' } as const
export const scepFailInfo = {
  badAlg: '0',
  badMessageCheck: '1',
  badRequest: '2',
  badTime: '3',
  badCertId: '4',
} as const

type Value<Table> = Table[keyof Table]

export type PkiMessageInput = {
  readonly messageType: Value<typeof scepMessageTypes>
  /** Opaque, but a PrintableString: base64 from some clients, hex from others; a reply repeats it. */
  readonly transactionId: string
  readonly senderNonce: Uint8Array
  readonly recipientNonce?: Uint8Array
  readonly pkiStatus?: Value<typeof scepStatus>
  readonly failInfo?: Value<typeof scepFailInfo>
  /** The EnvelopedData (DER); left out in failure and pending replies. */
  readonly content?: Uint8Array
  readonly certificatePem: string
  readonly privateKeyPem: string
  readonly digest?: 'sha256' | 'sha1'
  readonly signingTime?: Date
}

/** @returns DER */
export function buildPkiMessage(input: PkiMessageInput): Buffer {
  const { recipientNonce, pkiStatus, failInfo, content, digest, signingTime } = input
  const attributes: readonly SignedAttribute[] = [
    { oid: oids.scepMessageType, value: printableString(input.messageType) },
    { oid: oids.scepTransactionId, value: printableString(input.transactionId) },
    { oid: oids.scepSenderNonce, value: octetString(input.senderNonce) },
    ...(recipientNonce ? [{ oid: oids.scepRecipientNonce, value: octetString(recipientNonce) }] : []),
    ...(pkiStatus ? [{ oid: oids.scepPkiStatus, value: printableString(pkiStatus) }] : []),
    ...(failInfo ? [{ oid: oids.scepFailInfo, value: printableString(failInfo) }] : []),
  ]
  return signCms(content ?? Buffer.alloc(0), {
    certificatePem: input.certificatePem,
    privateKeyPem: input.privateKeyPem,
    detached: content === undefined,
    extraSignedAttributes: attributes,
    ...(digest ? { digest } : {}),
    ...(signingTime ? { signingTime } : {}),
  })
}

export type PkiMessage = {
  /** Digits as sent; compare with `scepMessageTypes`. */
  readonly messageType: string
  readonly transactionId: string
  readonly senderNonce: Buffer | null
  readonly recipientNonce: Buffer | null
  readonly pkiStatus: string | null
  readonly failInfo: string | null
  /** The EnvelopedData, for `openEnvelope`; empty in failure and pending replies. */
  readonly content: Buffer
  readonly signerCertificatePem: string
  readonly digest: DigestName
}

/**
 * Reads a message and verifies that its signer signed it; whether that signer is the right one is the caller's
 * question (a first request is signed by a self-signed certificate with the key of the request).
 * @throws AppError 'scep.invalid' {reason}
 */
export function readPkiMessage(der: Uint8Array): PkiMessage {
  try {
    const { content, signer } = readSignedCms(der, { contentMayBeAbsent: true })
    const text = (name: string) => mapped(signer.signedAttributes.get(name), (node) => readText(node))
    const bytes = (name: string) => mapped(signer.signedAttributes.get(name), (node) => readOctets(node))
    const messageType = text(oids.scepMessageType)
    const transactionId = text(oids.scepTransactionId)
    if (messageType === null || transactionId === null) {
      throw new AppError('scep.invalid', { reason: 'its type or its transaction is missing' })
    }
    return {
      messageType,
      transactionId,
      senderNonce: bytes(oids.scepSenderNonce),
      recipientNonce: bytes(oids.scepRecipientNonce),
      pkiStatus: text(oids.scepPkiStatus),
      failInfo: text(oids.scepFailInfo),
      content,
      signerCertificatePem: signer.certificatePem,
      digest: signer.digest,
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'cms.invalid') {
      throw new AppError('scep.invalid', { reason: String(error.details['reason']) }, { cause: error })
    }
    throw error
  }
}

function mapped<Result>(der: Buffer | undefined, read: (node: ReturnType<typeof readBer>) => Result): Result | null {
  return der ? read(readBer(der)) : null
}

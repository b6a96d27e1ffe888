/** CMS EnvelopedData (RFC 5652) to one RSA recipient: SCEP, DEP server tokens, encrypted profiles. */
import { AppError } from '../../src-shared/errors.ts'
import { randomBytes } from '../lib/crypto.ts'
import { publicKeyFacts, publicKeyOf, rsaEncryptPkcs1, rsaPrivateRaw } from '../lib/crypto-keys.ts'
import { type BerNode, childAt, expectTag, readBer, readOctets, readOid } from './ber.ts'
import { type ContentCipher, contentCiphers, decryptCbc, encryptCbc } from './block-cipher.ts'
import { certificateFields } from './certificate-fields.ts'
import { contentInfo } from './cms-sign.ts'
import {
  contextConstructed,
  contextPrimitive,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  set,
  tags,
} from './der.ts'
import { oids } from './oids.ts'

/**
 * How the encrypted bytes stand in the message: as DER wants, or BER's string of strings. Some Go programs read only
 * the second, strongSwan only the first; each writes what it reads, so an answer repeats the form of the question.
 */
export type EnvelopeForm = 'primitive' | 'constructed'

/** @returns a ContentInfo, in DER unless another form is asked for */
export function encryptEnvelope(
  content: Uint8Array,
  recipientCertPem: string,
  cipher: ContentCipher,
  form: EnvelopeForm = 'primitive',
): Buffer {
  const recipient = certificateFields(recipientCertPem)
  const { key, iv, ciphertext } = encryptCbc(cipher, content)
  const recipientInfo = sequence(
    integer(0),
    sequence(recipient.issuer, recipient.serial),
    sequence(oid(oids.rsaEncryption), nullValue()),
    octetString(rsaEncryptPkcs1(recipient.spkiPem, key)),
  )
  const encryptedContent = sequence(
    oid(oids.data),
    sequence(oid(contentCiphers[cipher].oid), octetString(iv)),
    form === 'primitive' ? contextPrimitive(0, ciphertext) : contextConstructed(0, octetString(ciphertext)),
  )
  return contentInfo(oids.envelopedData, sequence(integer(0), set(recipientInfo), encryptedContent))
}

export type EnvelopeKey = { readonly certificatePem: string; readonly privateKeyPem: string }

/**
 * Opens an envelope made for the certificate. Whatever is wrong, the error is the same: a peer that could tell bad
 * padding from other failures could decrypt by asking often enough.
 * @throws AppError 'cms.cannotOpen'
 */
export function openEnvelope(der: Uint8Array, recipient: EnvelopeKey): Buffer {
  try {
    const content = open(der, recipient)
    if (content) return content
  } catch {
    // Told apart by nobody, see above.
  }
  throw new AppError('cms.cannotOpen', {})
}

/** The form of an envelope that somebody sent; `primitive` when it cannot be read. */
export function envelopeForm(der: Uint8Array): EnvelopeForm {
  try {
    const enveloped = childAt(childAt(readBer(der), 1, 0xa0), 0, tags.sequence)
    const encrypted = enveloped.children.find((child) => child.tag === tags.sequence)
    return encrypted?.children[2]?.tag === 0xa0 ? 'constructed' : 'primitive'
  } catch {
    return 'primitive'
  }
}

function open(der: Uint8Array, recipient: EnvelopeKey): Buffer | null {
  const info = expectTag(readBer(der), tags.sequence)
  if (readOid(childAt(info, 0)) !== oids.envelopedData) return null
  const enveloped = childAt(childAt(info, 1, 0xa0), 0, tags.sequence)
  const recipientInfo = findRecipient(enveloped, recipient.certificatePem)
  const encrypted = enveloped.children.find((child) => child.tag === tags.sequence)
  if (!recipientInfo || !encrypted) return null
  const algorithm = childAt(encrypted, 1, tags.sequence)
  const cipher = cipherNamed(readOid(childAt(algorithm, 0)))
  const ciphertext = childAt(encrypted, 2)
  if (!cipher || (ciphertext.tag & 0xdf) !== 0x80) return null
  const wrapped = readOctets(childAt(recipientInfo, 3))
  const key = unwrapKey(wrapped, recipient.privateKeyPem, contentCiphers[cipher].keyLength)
  return decryptCbc(cipher, key, readOctets(childAt(algorithm, 1)), readOctets(ciphertext))
}

function findRecipient(enveloped: BerNode, certificatePem: string): BerNode | undefined {
  const certificate = certificateFields(certificatePem)
  const infos = enveloped.children.find((child) => child.tag === tags.set)?.children ?? []
  return infos.find((info) => {
    const identifier = info.children[1]
    if (info.tag !== tags.sequence || !identifier) return false
    if (readOid(childAt(childAt(info, 2), 0)) !== oids.rsaEncryption) return false
    if (identifier.tag !== tags.sequence) {
      return (identifier.tag & 0xdf) === 0x80 && Boolean(certificate.subjectKeyId?.equals(readOctets(identifier)))
    }
    const [issuer, serial] = identifier.children
    return Boolean(issuer?.raw.equals(certificate.issuer) && serial?.raw.equals(certificate.serial))
  })
}

/**
 * Removes PKCS#1 v1.5 padding (RFC 8017, 7.2.2). When it is wrong a random key comes back (RFC 3218, 2.3.2), so that
 * the failure shows only later and looks like any other.
 */
function unwrapKey(wrapped: Buffer, privateKeyPem: string, keyLength: number): Buffer {
  const { bits } = publicKeyFacts(publicKeyOf(privateKeyPem))
  const padded = Buffer.alloc(Math.ceil(bits / 8))
  wrapped.copy(padded, Math.max(0, padded.length - wrapped.length))
  const block = rsaPrivateRaw(privateKeyPem, padded)
  const start = block.length - keyLength
  const padding = block.subarray(2, start - 1)
  let bad = start < 11 ? 1 : 0
  bad |= (block[0] ?? 1) | ((block[1] ?? 0) ^ 2) | (block[start - 1] ?? 1)
  for (const byte of padding) bad |= byte === 0 ? 1 : 0
  return bad === 0 ? block.subarray(start) : randomBytes(keyLength)
}

function cipherNamed(dotted: string): ContentCipher | undefined {
  const names: readonly ContentCipher[] = ['aes256', 'aes192', 'aes128', '3des', 'des']
  return names.find((name) => contentCiphers[name].oid === dotted)
}

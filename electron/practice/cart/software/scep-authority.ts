import { constantTimeEqual, digest } from '../../../lib/crypto.ts'
import type { DigestName } from '../../../lib/crypto.ts'
import type { HttpResponse } from '../../../lib/http.ts'
import type { ContentCipher } from '../../../pki/block-cipher.ts'
import { certificateFields } from '../../../pki/certificate-fields.ts'
import type { CertificateFields } from '../../../pki/certificate-fields.ts'
import { readCertificatesOnly } from '../../../pki/cms-verify.ts'
import { scepError } from './device-error.ts'
import { deviceRequest } from './device-http.ts'
import { mediaType } from './enrollment-request.ts'
import type { Running } from './running.ts'
import type { ScepSettings } from './scep-payload.ts'

/** A SCEP service whose capabilities and certificates are known. */
export type ScepAuthority = {
  /** What GetCACert gave, PEM: one certificate, or the authority's with that of its registration authority. */
  readonly certificates: readonly string[]
  /** Whom requests are encrypted to. */
  readonly recipientPem: string
  /** The authority's own certificate, whose name stands in CertPoll. */
  readonly signerPem: string
  readonly cipher: ContentCipher
  readonly digest: Extract<DigestName, 'sha1' | 'sha256'>
  /** Sends one PKI message and gives the answer's bytes. */
  readonly operate: (message: Uint8Array) => Promise<Buffer>
}

const timeoutMs = 30_000

/** @throws DeviceError 22006 for capabilities this device cannot live with, 22002 for certificates it will not take */
export async function openAuthority(
  running: Running,
  settings: ScepSettings,
  roots: readonly string[],
): Promise<ScepAuthority> {
  const get = (operation: string, message: string): Promise<HttpResponse> =>
    ask(running, roots, withOperation(settings.url, operation, message))
  const able = readCapabilities(await get('GetCACaps', settings.name))
  const algorithms = chooseAlgorithms(able)
  const certificates = readCaCertificates(await get('GetCACert', settings.name))
  const signer = chooseSigner(settings, certificates)
  const recipient = certificates.find((certificate) => !certificate.isCa) ?? signer
  return {
    certificates: certificates.map(({ pem }) => pem),
    recipientPem: recipient.pem,
    signerPem: signer.pem,
    ...algorithms,
    operate: async (message) => {
      const response =
        able.has('postpkioperation') || able.has('scepstandard')
          ? await ask(running, roots, withOperation(settings.url, 'PKIOperation'), message)
          : await get('PKIOperation', Buffer.from(message).toString('base64'))
      return response.body
    },
  }
}

async function ask(
  running: Running,
  roots: readonly string[],
  url: string,
  message?: Uint8Array,
): Promise<HttpResponse> {
  const response = await deviceRequest(running, {
    method: message === undefined ? 'GET' : 'POST',
    url,
    ...(message === undefined ? {} : { body: message, headers: { 'Content-Type': 'application/x-pki-message' } }),
    roots,
    plainAllowed: true,
    timeoutMs,
  })
  if (response.status !== 200)
    throw scepError(22005, `The certificate authority answered with status ${response.status}.`)
  return response
}

function withOperation(base: string, operation: string, message?: string): string {
  const query = `operation=${operation}${message === undefined ? '' : `&message=${encodeURIComponent(message)}`}`
  return `${base}${base.includes('?') ? '&' : '?'}${query}`
}

function readCapabilities(response: HttpResponse): ReadonlySet<string> {
  const lines = response.body.toString('latin1').slice(0, 4096).split(/\r?\n/)
  return new Set(lines.map((line) => line.trim().toLowerCase()).filter((line) => line !== ''))
}

/** The best both can do. Single DES and MD5, SCEP's defaults of old, are refused. */
function chooseAlgorithms(able: ReadonlySet<string>): Pick<ScepAuthority, 'cipher' | 'digest'> {
  const standard = able.has('scepstandard')
  const cipher = standard || able.has('aes') ? 'aes128' : able.has('des3') ? '3des' : null
  const digestName = standard || able.has('sha-256') ? 'sha256' : able.has('sha-1') ? 'sha1' : null
  if (cipher === null || digestName === null) {
    throw scepError(22006, 'The certificate authority lacks capabilities this device needs.')
  }
  return { cipher, digest: digestName }
}

function readCaCertificates(response: HttpResponse): readonly CertificateFields[] {
  try {
    const many = mediaType(response) === 'application/x-x509-ca-ra-cert'
    const ders = many ? readCertificatesOnly(response.body) : [response.body]
    return ders.map((der) => certificateFields(der))
  } catch (error) {
    throw scepError(22002, 'The certificate of the certificate authority is invalid.', error)
  }
}

/** The one with the fingerprint of the profile; without a fingerprint the first authority, on trust. */
function chooseSigner(settings: ScepSettings, certificates: readonly CertificateFields[]): CertificateFields {
  const wanted = settings.caFingerprint
  const signer = certificates.find((certificate) =>
    wanted === undefined ? certificate.isCa : hasFingerprint(certificate.der, wanted),
  )
  if (signer === undefined) throw scepError(22002, 'The certificate authority is not the one the profile names.')
  return signer
}

function hasFingerprint(der: Buffer, wanted: Uint8Array): boolean {
  const names: Readonly<Record<number, DigestName>> = { 20: 'sha1', 32: 'sha256', 64: 'sha512' }
  const name = names[wanted.length]
  return name !== undefined && constantTimeEqual(digest(name, der), wanted)
}

/** PEM armor around DER (RFC 7468). */
import { AppError } from '../../src-shared/errors.ts'

/** The bytes of the first block, whatever its label. @throws AppError 'certificate.invalid' when there is none */
export function pemToDer(pem: string): Buffer {
  const body = /-----BEGIN [A-Z0-9 ]+-----([\sA-Za-z0-9+/=]+)-----END/.exec(pem)?.[1]
  if (body === undefined) throw new AppError('certificate.invalid', {})
  return Buffer.from(body, 'base64')
}

/** 64 characters a line and a newline at the end. */
export function derToPem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** Every certificate in a text that may hold several, as PEM blocks of their own. */
export function splitPems(text: string): readonly string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block) => `${block}\n`)
}

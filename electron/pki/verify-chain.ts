/** Certificate paths: from a leaf up to a root one already trusts. Names of hosts are TLS's business, not this file's. */
import { AppError } from '../../src-shared/errors.ts'
import { verifySignature } from '../lib/crypto-keys.ts'
import { type CertificateFields, certificateFields } from './certificate-fields.ts'

export type ChainInput = {
  /** PEM. A leaf that is itself in this list is trusted. */
  readonly roots: readonly string[]
  readonly intermediates?: readonly string[]
  /** Default now. 'ignoreDates': built-in device certificates hang below an authority that expired long ago. */
  readonly at?: Date | 'ignoreDates'
}

const maxLength = 8
const maxIntermediates = 32

/**
 * @returns true, so that it reads well in a condition; it never returns false
 * @throws AppError 'certificate.untrusted', 'certificate.expired', 'certificate.notYetValid', 'certificate.invalid'
 */
export function verifyChain(leafPem: string, input: ChainInput): true {
  const leaf = certificateFields(leafPem)
  const roots = input.roots.map((pem) => certificateFields(pem))
  const intermediates = (input.intermediates ?? []).slice(0, maxIntermediates).map((pem) => certificateFields(pem))
  const at = input.at ?? new Date()
  const path = findPath([leaf], roots, intermediates)
  if (!path) throw new AppError('certificate.untrusted')
  if (at !== 'ignoreDates') {
    if (path.some(({ notBefore }) => at < notBefore)) {
      throw new AppError('certificate.notYetValid')
    }
    if (path.some(({ notAfter }) => at > notAfter)) {
      throw new AppError('certificate.expired')
    }
  }
  return true
}

/** Depth first. An intermediate is used once at most, so the search ends. */
function findPath(
  path: readonly CertificateFields[],
  roots: readonly CertificateFields[],
  intermediates: readonly CertificateFields[],
): readonly CertificateFields[] | null {
  const last = path.at(-1)
  if (!last || path.length > maxLength) return null
  if (roots.some((root) => root.der.equals(last.der))) return path
  const root = roots.find((candidate) => issued(candidate, last, path.length - 1))
  if (root) return [...path, root]
  for (const candidate of intermediates) {
    if (path.some(({ der }) => der.equals(candidate.der)) || !issued(candidate, last, path.length - 1)) continue
    const rest = intermediates.filter((other) => other !== candidate)
    const found = findPath([...path, candidate], roots, rest)
    if (found) return found
  }
  return null
}

/** `between`: how many intermediates already stand below this issuer. */
function issued(issuer: CertificateFields, subject: CertificateFields, between: number): boolean {
  return (
    issuer.subject.equals(subject.issuer) &&
    issuer.isCa &&
    issuer.mayIssue !== false &&
    (issuer.pathLength === null || between <= issuer.pathLength) &&
    subject.digest !== null &&
    verifySignature(issuer.spkiPem, subject.digest, subject.tbs, subject.signature)
  )
}

import { AppError } from '../../../../src-shared/errors.ts'
import { certificateFacts } from '../../../lib/crypto-keys.ts'
import { readSignedCms } from '../../../pki/cms-verify.ts'
import { verifyChain } from '../../../pki/verify-chain.ts'
import { findSession } from '../enrolment/session.ts'
import type { Session } from '../enrolment/session.ts'
import type { Tenant } from '../tenant.ts'

/** Who signed a management message: the certificate SCEP issued and the enrollment attempt it was issued for. */
export type Signer = { readonly sha256: string; readonly session: Session }

export type SignatureProblem = 'unsigned' | 'badSignature' | 'unknownCertificate'

/**
 * Verifies the header `Mdm-Signature`, a detached CMS over the exact bytes of the body, and that its certificate is a
 * management identity our own SCEP issued.
 */
export async function identifySigner(
  tenant: Tenant,
  header: string | undefined,
  body: Uint8Array,
): Promise<Signer | SignatureProblem> {
  if (header === undefined || header === '') return 'unsigned'
  const certificatePem = verifiedSigner(tenant, header, body)
  if (certificatePem === null) return 'badSignature'
  const { sha256Hex: sha256 } = certificateFacts(certificatePem)
  const issued = await tenant.db
    .selectFrom('issued_certificate')
    .select('session_id')
    .where('sha256', '=', sha256)
    .where('purpose', '=', 'mdm')
    .executeTakeFirst()
  const session = issued?.session_id ? await findSession(tenant, issued.session_id) : undefined
  return session === undefined ? 'unknownCertificate' : { sha256, session }
}

function verifiedSigner(tenant: Tenant, header: string, body: Uint8Array): string | null {
  try {
    const signed = readSignedCms(Buffer.from(header, 'base64'), { detachedContent: body })
    verifyChain(signed.signer.certificatePem, { roots: [tenant.world.deviceCa.certificatePem] })
    return signed.signer.certificatePem
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

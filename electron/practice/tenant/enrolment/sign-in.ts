import { constantTimeEqual, sha256 } from '../../../lib/crypto.ts'
import type { Tenant } from '../tenant.ts'
import type { Eligible } from './eligibility.ts'
import { EnrollmentRefused } from './refusal.ts'

export type SignInOutcome = { readonly kind: 'ask' } | { readonly kind: 'known'; readonly upn: string | null }

/**
 * The person for whom the device enrolls: none without affinity, and none yet when they sign in later in Company
 * Portal; only the legacy authentication of Setup Assistant asks here, by HTTP Basic.
 * @throws EnrollmentRefused when the person has no license
 */
export async function signIn(
  tenant: Tenant,
  { settings }: Eligible,
  authorization: string | undefined,
): Promise<SignInOutcome> {
  const asks = settings.requiresUserAuthentication && !settings.enableAuthenticationViaCompanyPortal
  if (!asks) return { kind: 'known', upn: null }
  const { upn, password } = readCredentials(authorization)
  const person = await tenant.db.selectFrom('person').selectAll().where('upn', '=', upn).executeTakeFirst()
  if (person === undefined || !constantTimeEqual(sha256(person.password), sha256(password))) return { kind: 'ask' }
  if (person.licensed === 1) return { kind: 'known', upn: person.upn }
  const message = 'This user has no license to enroll devices.'
  throw new EnrollmentRefused('practice.userNotLicensed', 'userValidation', message)
}

/** Empty ones when there are none: a device may try so before it asks. */
function readCredentials(authorization: string | undefined): { readonly upn: string; readonly password: string } {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1] ?? ''
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return { upn: text.slice(0, Math.max(0, colon)), password: text.slice(colon + 1) }
}

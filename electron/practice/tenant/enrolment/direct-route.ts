import { certificateFacts } from '../../../lib/crypto-keys.ts'
import type { Tenant } from '../tenant.ts'
import { checkEligibility } from './eligibility.ts'
import { writeEnrollmentProfile, writeIdentityProfile } from './enrollment-profile.ts'
import type { MachineInfo } from './machine-info.ts'
import { readChallenge } from './mobile-config.ts'
import { EnrollmentRefused } from './refusal.ts'
import { findSession, mintScepChallenge, openSession } from './session.ts'
import type { Session } from './session.ts'
import { answering, finished, untrustedDevice } from './setup-assistant-route.ts'
import type { EnrollmentAnswer } from './setup-assistant-route.ts'

/**
 * Over-the-air enrollment after an exported file: the same address twice. Who signed tells the phases apart: the
 * built-in identity brings the challenge and gets an identity; that identity gets the enrollment profile.
 */
export async function enrollDirectly(tenant: Tenant, body: Uint8Array): Promise<EnrollmentAnswer> {
  return answering(tenant, body, async (info, signedByDevice, signerPem) => {
    const session = await sessionOfSigner(tenant, signerPem)
    if (session?.route === 'direct')
      return { kind: 'profile', serial: info.serial, bytes: await finalProfile(tenant, session, info) }
    if (!signedByDevice) throw untrustedDevice()
    return { kind: 'profile', serial: info.serial, bytes: await identityProfile(tenant, info) }
  })
}

async function identityProfile(tenant: Tenant, info: MachineInfo): Promise<Buffer> {
  if (info.challenge === null) {
    throw new EnrollmentRefused(
      'practice.badChallenge',
      'authentication',
      'The enrollment request carries no challenge.',
    )
  }
  const challenge = readChallenge(tenant, info.challenge)
  const eligible = await checkEligibility(tenant, info.serial)
  const { identity, profile } = eligible
  if (profile.guid !== challenge.profileGuid) {
    throw new EnrollmentRefused(
      'practice.notAssigned',
      'badRequest',
      'Another enrollment profile is assigned to this device.',
    )
  }
  // Intune wants the serial number assigned before the file is exported.
  if (identity.assigned_at === null || identity.assigned_at > challenge.issuedAt) {
    throw new EnrollmentRefused(
      'practice.notAssigned',
      'badRequest',
      'The device was assigned after the enrollment file was exported.',
    )
  }
  const session = await openSession(tenant, 'direct', info, eligible, null)
  return finished(tenant, writeIdentityProfile(tenant, session, await mintScepChallenge(tenant, session, 'ota')))
}

async function finalProfile(tenant: Tenant, session: Session, info: MachineInfo): Promise<Buffer> {
  if (session.udid !== info.udid || session.serial !== info.serial) {
    throw new EnrollmentRefused('practice.badRequest', 'badRequest', 'The identity belongs to another device.')
  }
  const { topic } = await checkEligibility(tenant, info.serial)
  return finished(
    tenant,
    writeEnrollmentProfile(tenant, session, topic, await mintScepChallenge(tenant, session, 'mdm')),
  )
}

/** The attempt for which the first of two identities was issued; null for any other signer. */
export async function sessionOfSigner(tenant: Tenant, signerPem: string): Promise<Session | null> {
  const issued = await tenant.db
    .selectFrom('issued_certificate')
    .select('session_id')
    .where('sha256', '=', certificateFacts(signerPem).sha256Hex)
    .where('purpose', '=', 'ota')
    .executeTakeFirst()
  return issued?.session_id ? ((await findSession(tenant, issued.session_id)) ?? null) : null
}

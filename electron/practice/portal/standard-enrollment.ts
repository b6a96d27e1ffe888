import { randomUuid } from '../../lib/crypto.ts'
import { writePlist } from '../../apple/plist/write.ts'
import { usableApns } from '../tenant/apns.ts'
import { signProfile, writeEnrollmentProfile, writeIdentityProfile } from '../tenant/enrolment/enrollment-profile.ts'
import type { MachineInfo } from '../tenant/enrolment/machine-info.ts'
import { EnrollmentRefused } from '../tenant/enrolment/refusal.ts'
import { mintScepChallenge, openSession } from '../tenant/enrolment/session.ts'
import type { Session } from '../tenant/enrolment/session.ts'
import { answering, finished, untrustedDevice } from '../tenant/enrolment/setup-assistant-route.ts'
import type { EnrollmentAnswer } from '../tenant/enrolment/setup-assistant-route.ts'
import { sessionOfSigner } from '../tenant/enrolment/direct-route.ts'
import { findEnrollment } from '../tenant/mdm/check-in.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { organizationName } from '../tenant/world.ts'
import { portalState } from './state.ts'

/** The profile that a person downloads from the website: over-the-air enrollment, for them, while the ticket lasts. */
export function writePortalProfile(tenant: Tenant, ticket: string): Buffer {
  return signProfile(
    tenant,
    writePlist({
      PayloadType: 'Profile Service',
      PayloadVersion: 1,
      PayloadIdentifier: 'Slipway.Practice.Portal.DeviceInfo',
      PayloadUUID: randomUuid().toUpperCase(),
      PayloadDisplayName: 'Management Profile (practice)',
      PayloadOrganization: organizationName,
      PayloadContent: {
        URL: `${tenant.addresses.portal}/enroll/report`,
        Challenge: ticket,
        DeviceAttributes: ['UDID', 'IMEI', 'SERIAL', 'PRODUCT', 'VERSION', 'OS_VERSION'],
      },
    }),
  )
}

/** Both phases of it, told apart by who signs; no serial number need be known, for the person vouches for the device. */
export async function enrollFromPortal(tenant: Tenant, body: Uint8Array): Promise<EnrollmentAnswer> {
  return answering(tenant, body, async (info, signedByDevice, signerPem) => {
    const known = await sessionOfSigner(tenant, signerPem)
    const session = known ?? (signedByDevice ? await begin(tenant, info) : null)
    if (session === null) throw untrustedDevice()
    if (session.udid !== info.udid || session.route !== 'companyPortal') {
      throw new EnrollmentRefused('practice.badRequest', 'badRequest', 'The identity belongs to another device.')
    }
    const { topicIdentifier } = await pushCertificate(tenant)
    const challenge = await mintScepChallenge(tenant, session, known === null ? 'ota' : 'mdm')
    const profile =
      known === null
        ? writeIdentityProfile(tenant, session, challenge)
        : writeEnrollmentProfile(tenant, session, topicIdentifier, challenge)
    return { kind: 'profile', serial: info.serial, bytes: finished(tenant, profile) }
  })
}

async function begin(tenant: Tenant, info: MachineInfo): Promise<Session> {
  await pushCertificate(tenant)
  if (tenant.switches.iosBlocked) {
    const what = 'Enrollment of iOS and iPadOS devices is blocked.'
    throw new EnrollmentRefused('practice.platformBlocked', 'enrollmentRestrictionsEnforced', what)
  }
  const ticket = portalState(tenant).tickets.get(info.challenge ?? '')
  if (ticket === undefined || ticket.deviceId !== null) {
    const what = 'This profile is too old. Download it again from Company Portal.'
    throw new EnrollmentRefused('practice.expiredChallenge', 'authentication', what)
  }
  // The device itself refuses a second management; this is for who asks without being one.
  if ((await findEnrollment(tenant, info.udid))?.state === 'active') {
    throw new EnrollmentRefused('practice.badRequest', 'badRequest', 'This device is managed already.')
  }
  return openSession(tenant, 'companyPortal', info, null, ticket.upn)
}

async function pushCertificate(tenant: Tenant) {
  const apns = await usableApns(tenant)
  if (apns !== null) return apns
  const what = 'The organization has no valid Apple MDM push certificate.'
  throw new EnrollmentRefused('practice.noPushCertificate', 'accountValidation', what)
}

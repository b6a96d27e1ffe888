import { AppError } from '../../../../src-shared/errors.ts'
import { randomUuid } from '../../../lib/crypto.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import { readSignedCms } from '../../../pki/cms-verify.ts'
import { signCms } from '../../../pki/cms-sign.ts'
import { certificateFacts } from '../../../lib/crypto-keys.ts'
import { dayMs, isoTime } from '../clock.ts'
import type { Profile } from '../graph/profile-entity.ts'
import type { Tenant } from '../tenant.ts'
import { organizationName } from '../world.ts'
import { signProfile } from './enrollment-profile.ts'
import { EnrollmentRefused } from './refusal.ts'

const lifeMs = 14 * dayMs

/**
 * The file of the direct route: a signed "Profile Service" payload whose challenge names profile and expiry. DER.
 * Identifier and display name differ from Intune's, so that nobody takes it for a real one.
 */
export function exportMobileConfig(tenant: Tenant, profile: Profile, clientRequestId: string): Buffer {
  const { accountId } = tenant.world
  const service = '/StatelessIOSEnrollmentService/DeviceEnrollment/ReportDeviceInfo2'
  const plist = writePlist({
    PayloadType: 'Profile Service',
    PayloadVersion: 1,
    PayloadIdentifier: 'Slipway.Practice.Payloads.DeviceInfo',
    PayloadUUID: randomUuid().toUpperCase(),
    PayloadDisplayName: 'Management Profile (practice)',
    PayloadOrganization: organizationName,
    PayloadContent: {
      URL: `${tenant.addresses.device}${service}?client-request-id=${clientRequestId}&id=${accountId}`,
      Challenge: writeChallenge(tenant, profile),
      DeviceAttributes: ['UDID', 'IMEI', 'ICCID', 'SERIAL', 'PRODUCT', 'VERSION'],
    },
  })
  return signProfile(tenant, plist)
}

export type Challenge = { readonly profileGuid: string; readonly issuedAt: number }

/** Base64 of a CMS around XML: what the enrollment service gets back in phase 2. */
function writeChallenge(tenant: Tenant, profile: Profile): string {
  const now = tenant.clock.now()
  const fields = {
    AccountId: tenant.world.accountId,
    EnrollmentProfileId: profile.guid,
    DepTokenId: profile.container_id,
    ChallengeType: 'BulkApproval',
    CertificateType: 'MobileConfigEnrollment',
    CredentialType: 'IntuneToken',
    UserId: '00000000-0000-0000-0000-000000000000',
    IssueTime: isoTime(now),
    Expiry: isoTime(now + lifeMs),
  }
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`)
  const xml = `<?xml version="1.0" encoding="utf-8"?><EnrollmentChallenge>${elements.join('')}</EnrollmentChallenge>`
  return signCms(Buffer.from(xml), tenant.world.deviceCa).toString('base64')
}

/**
 * Opens a challenge that came back from a device.
 * @throws EnrollmentRefused when it is not ours, belongs to another account or is older than a fortnight
 */
export function readChallenge(tenant: Tenant, text: string): Challenge {
  const xml = openChallenge(tenant, text)
  const field = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? ''
  if (field('AccountId') !== tenant.world.accountId) {
    throw new EnrollmentRefused(
      'practice.wrongAccount',
      'authorization',
      'The enrollment file belongs to another organization.',
    )
  }
  if (!(Date.parse(field('Expiry')) > tenant.clock.now())) {
    throw new EnrollmentRefused(
      'practice.expiredChallenge',
      'authentication',
      'The enrollment file has expired: export it again.',
    )
  }
  return { profileGuid: field('EnrollmentProfileId'), issuedAt: Date.parse(field('IssueTime')) }
}

function openChallenge(tenant: Tenant, text: string): string {
  const forged = new EnrollmentRefused(
    'practice.badChallenge',
    'authentication',
    'The challenge of the enrollment file is not valid.',
  )
  try {
    const { content, signer } = readSignedCms(Buffer.from(text.replaceAll(/\s/g, ''), 'base64'))
    const ours = certificateFacts(tenant.world.deviceCa.certificatePem).sha256Hex
    if (certificateFacts(signer.certificatePem).sha256Hex !== ours) throw forged
    return content.toString('utf8')
  } catch (error) {
    if (error instanceof AppError) throw forged
    throw error
  }
}

import { randomUuid, sha1 } from '../../../lib/crypto.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import { signCms } from '../../../pki/cms-sign.ts'
import { pemToDer } from '../../../pki/pem.ts'
import type { Tenant } from '../tenant.ts'
import { organizationName } from '../world.ts'
import type { Session } from './session.ts'

/** Fixed per tenant: installing it again replaces it, and RemoveProfile names it to end the management. */
export function mdmProfileIdentifier(tenant: Tenant): string {
  return `practice.slipway.mdm.${tenant.world.accountId}`
}

/** What a device installs to be managed: the practice root, an identity by SCEP, and the MDM payload. XML, unsigned. */
export function writeEnrollmentProfile(tenant: Tenant, session: Session, topic: string, challenge: string): Buffer {
  const identity = scepPayload(tenant, session, challenge)
  const mdm = {
    ...payload(tenant, 'com.apple.mdm', 'mdm-payload'),
    IdentityCertificateUUID: identity.PayloadUUID,
    Topic: topic,
    ServerURL: `${tenant.addresses.device}/mdm/server`,
    CheckInURL: `${tenant.addresses.device}/mdm/checkin`,
    SignMessage: true,
    AccessRights: 8191,
    CheckOutWhenRemoved: true,
  }
  return writePlist({
    ...configuration(mdmProfileIdentifier(tenant), 'Management Profile (practice)'),
    PayloadContent: [rootPayload(tenant), identity, mdm],
  })
}

/** The answer to phase 2 of the direct route: exactly one payload, an identity. XML, unsigned. */
export function writeIdentityProfile(tenant: Tenant, session: Session, challenge: string): Buffer {
  return writePlist({
    ...configuration(`practice.slipway.identity.${tenant.world.accountId}`, 'Device Identity (practice)'),
    PayloadContent: [scepPayload(tenant, session, challenge)],
  })
}

/** The practice root alone, to be installed by cable before anything that needs it. */
export function writeTrustProfile(tenant: Tenant): Buffer {
  return signProfile(
    tenant,
    writePlist({
      ...configuration(`practice.slipway.trust.${tenant.world.accountId}`, 'Trust Profile (practice)'),
      PayloadContent: [rootPayload(tenant)],
    }),
  )
}

/** CMS around a profile, signer's chain inside. DER. */
export function signProfile(tenant: Tenant, profile: Uint8Array): Buffer {
  const { profileSigner, root } = tenant.world
  return signCms(profile, { ...profileSigner, chainPems: [root.certificatePem] })
}

function scepPayload(tenant: Tenant, session: Session, challenge: string) {
  return {
    ...payload(tenant, 'com.apple.security.scep', 'identity'),
    PayloadContent: {
      URL: `${tenant.addresses.scep}/scep`,
      Name: 'practice',
      Subject: [[['O', organizationName]], [['CN', session.id]]],
      Challenge: challenge,
      Keysize: 2048,
      'Key Type': 'RSA',
      'Key Usage': 5,
      CAFingerprint: sha1(pemToDer(tenant.world.deviceCa.certificatePem)),
      Retries: 3,
      RetryDelay: 10,
    },
  }
}

function rootPayload(tenant: Tenant) {
  return {
    ...payload(tenant, 'com.apple.security.root', 'root'),
    PayloadCertificateFileName: 'slipway-practice-root.cer',
    PayloadContent: pemToDer(tenant.world.root.certificatePem),
  }
}

function payload(tenant: Tenant, type: string, name: string) {
  return {
    PayloadType: type,
    PayloadVersion: 1,
    PayloadIdentifier: `practice.slipway.${name}.${tenant.world.accountId}`,
    PayloadUUID: randomUuid().toUpperCase(),
    PayloadDisplayName: `${name} (practice)`,
  }
}

function configuration(identifier: string, displayName: string): PlistInputDict {
  return {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: randomUuid().toUpperCase(),
    PayloadDisplayName: displayName,
    PayloadOrganization: organizationName,
    PayloadDescription: 'Made by the practice tenant of Slipway. It manages practice devices only.',
  }
}

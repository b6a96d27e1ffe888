import type { PlistDict } from '../../apple/plist/value.ts'
import { issueCertificate } from '../../pki/certificate.ts'
import type { Factory } from '../factory.ts'
import { factoryStorage } from './phone.ts'
import type { PhoneIdentity, PhoneStorage } from './phone.ts'
import type { Scenario, ScenarioDevice } from './scenario-schema.ts'

/** What a device of the scenario has in its storage when the cart starts. */
export function startingStorage(
  identity: PhoneIdentity,
  wanted: ScenarioDevice,
  scenario: Scenario,
  factory: Factory,
): PhoneStorage {
  const setUp = wanted.state === 'used' || wanted.state === 'supervised'
  const [network] = scenario.networks
  return {
    ...factoryStorage(identity),
    activated: wanted.state !== 'fresh' && !wanted.activationLocked,
    setupDone: setUp,
    cloudConfiguration: configurationOf(wanted, factory),
    network: setUp && network !== undefined ? { ssid: network.ssid } : null,
    passcode: wanted.passcode ?? null,
    ...(wanted.name === undefined ? {} : { deviceName: wanted.name }),
  }
}

function configurationOf(wanted: ScenarioDevice, factory: Factory): PlistDict | null {
  switch (wanted.state) {
    case 'fresh':
    case 'activated':
      return null
    case 'used':
      // What a person's own walk through Setup Assistant leaves behind.
      return {
        AllowPairing: true,
        CloudConfigurationUIComplete: true,
        ConfigurationSource: 0,
        ConfigurationWasApplied: true,
        IsSupervised: false,
      }
    case 'supervised':
    case 'prepared':
      return {
        AllowPairing: wanted.allowPairing,
        CloudConfigurationUIComplete: true,
        ConfigurationSource: 2,
        ConfigurationWasApplied: true,
        IsMDMUnremovable: false,
        IsMandatory: true,
        IsSupervised: true,
        OrganizationName: wanted.organization,
        SupervisorHostCertificates: [strangersCertificate(wanted.organization, factory)],
      }
  }
}

/** The supervision identity of an organization nobody here has the key of. */
function strangersCertificate(organization: string, factory: Factory): Uint8Array {
  return issueCertificate({
    subject: [{ type: 'commonName', value: organization }],
    issuer: null,
    privateKeyPem: factory.deviceCa.privateKeyPem,
    publicKeyPem: factory.deviceCa.certificatePem,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 10 * 365 * 24 * 3600_000),
    basicConstraints: { ca: true, critical: true },
  }).der
}

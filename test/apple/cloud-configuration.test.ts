import { describe, expect, it } from 'vitest'
import {
  buildCloudConfiguration,
  compareCloudConfiguration,
  summarizeCloudConfiguration,
} from '../../electron/apple/cloud-configuration.ts'
import type { CloudConfigurationInput } from '../../electron/apple/cloud-configuration.ts'
import { readPlistDict } from '../../electron/apple/plist/read.ts'
import type { PlistDict } from '../../electron/apple/plist/value.ts'
import { writePlist } from '../../electron/apple/plist/write.ts'

const input: CloudConfigurationInput = {
  supervision: {
    organization: { name: 'Clinique Écho', supportPhone: '+33 1 00 00 00 00' },
    magic: '6c1a51b4-0000-4000-8000-000000000003',
    certificatesDer: [Uint8Array.of(0x30, 1, 2)],
  },
  allowPairing: true,
  skipSetup: ['Siri', 'AppleID'],
  configurationUrl: 'https://enroll.example/dep?id=1',
  anchorCertificatesDer: [],
}

const sent = buildCloudConfiguration(input)
/** What a device makes of it. */
const onDevice = (changes: PlistDict = {}): PlistDict => ({
  ...readPlistDict(writePlist(sent)),
  ConfigurationSource: 2,
  IsMandatory: true,
  IsMDMUnremovable: false,
  ...changes,
})

describe('the one cloud configuration', () => {
  it('supervises and enrolls at once, and never says that enrollment is over', () => {
    expect(readPlistDict(writePlist(sent))).toEqual({
      AllowPairing: true,
      SkipSetup: ['Siri', 'AppleID'],
      IsSupervised: true,
      IsMultiUser: false,
      OrganizationName: 'Clinique Écho',
      OrganizationSupportPhone: '+33 1 00 00 00 00',
      OrganizationMagic: '6c1a51b4-0000-4000-8000-000000000003',
      SupervisorHostCertificates: [Uint8Array.of(0x30, 1, 2)],
      ConfigurationURL: 'https://enroll.example/dep?id=1',
    })
  })

  it('carries anchors exactly when the service gave some', () => {
    const anchors = [Uint8Array.of(0x30, 9)]
    expect(buildCloudConfiguration({ ...input, anchorCertificatesDer: anchors })['AnchorCertificates']).toEqual(anchors)
    expect('AnchorCertificates' in readPlistDict(writePlist(sent))).toBe(false)
  })

  it('can supervise without enrolling and enroll without supervising', () => {
    expect(buildCloudConfiguration({ ...input, configurationUrl: null })['ConfigurationURL']).toBeUndefined()
    const plain = readPlistDict(writePlist(buildCloudConfiguration({ ...input, supervision: null })))
    expect(Object.keys(plain).toSorted()).toEqual(['AllowPairing', 'ConfigurationURL', 'SkipSetup'])
  })

  it.each(['http://enroll.example/', 'enroll.example', ''])(
    'refuses “%s” as an enrollment address',
    (configurationUrl) => {
      expect(() => buildCloudConfiguration({ ...input, configurationUrl })).toThrow(
        expect.objectContaining({ code: 'apple.cloudConfiguration.urlNotHttps' }),
      )
    },
  )

  it('refuses to supervise with a key nobody has', () => {
    const supervision = { ...input.supervision!, certificatesDer: [] }
    expect(() => buildCloudConfiguration({ ...input, supervision })).toThrow(
      expect.objectContaining({ code: 'apple.cloudConfiguration.noCertificate' }),
    )
  })
})

describe('reading the configuration back', () => {
  it('accepts what a device rewrites', () => {
    expect(compareCloudConfiguration(sent, onDevice())).toEqual([])
    expect(compareCloudConfiguration(sent, onDevice({ SkipSetup: ['AppleID', 'Siri'] }))).toEqual([])
    const { AllowPairing: _absentMeansTrue, IsMultiUser: _dropped, ...rest } = onDevice()
    expect(compareCloudConfiguration(sent, rest)).toEqual([])
  })

  it.each<[string, PlistDict]>([
    ['IsSupervised', { IsSupervised: false }],
    ['AllowPairing', { AllowPairing: false }],
    ['ConfigurationURL', { ConfigurationURL: 'https://elsewhere.example/' }],
    ['SkipSetup', { SkipSetup: ['Siri'] }],
    ['SupervisorHostCertificates', { SupervisorHostCertificates: [Uint8Array.of(0x30, 1, 3)] }],
    ['AnchorCertificates', { AnchorCertificates: [Uint8Array.of(1)] }],
    ['CloudConfigurationUIComplete', { CloudConfigurationUIComplete: true }],
  ])('notices a different %s', (key, changes) => {
    expect(compareCloudConfiguration(sent, onDevice(changes)).map((difference) => difference.key)).toEqual([key])
  })

  it('notices that nothing was stored', () => {
    expect(compareCloudConfiguration(sent, null).length).toBeGreaterThan(3)
  })

  it('sees in the stored form whether a device given a URL has enrolled', () => {
    expect(summarizeCloudConfiguration(null)).toEqual({
      cloudConfigured: false,
      supervised: false,
      organizationName: null,
      enrolledByConfiguration: false,
    })
    expect(summarizeCloudConfiguration(onDevice()).enrolledByConfiguration).toBe(false)
    const done = onDevice({ CloudConfigurationUIComplete: true, ConfigurationWasApplied: true })
    expect(summarizeCloudConfiguration(done)).toMatchObject({ supervised: true, enrolledByConfiguration: true })
  })
})

import { booleanAt, dictAt, stringsAt } from '../../../../apple/plist/take.ts'
import type { PlistDict, PlistValue } from '../../../../apple/plist/value.ts'
import { randomUuid } from '../../../../lib/crypto.ts'
import { durations, drawn } from '../../durations.ts'
import { waitIn } from '../../cart-world.ts'
import type { Phone } from '../../phone.ts'
import { seededRandom } from '../../seeded-random.ts'
import { bypassCodePath } from '../../wipe.ts'
import { hasRightTypes } from './cloud-configuration-types.ts'
import { acknowledged, chainRefusal, statusRefusal } from './line.ts'
import type { McAnswer, McLine } from './line.ts'

const cloudDomain = 'MCCloudConfigErrorDomain'

/** GetCloudConfiguration: the stored form, and no key at all when nothing is stored. */
export function getCloudConfiguration({ device }: McLine): McAnswer {
  const { cloudConfiguration } = device.phone.storage
  return acknowledged(cloudConfiguration === null ? {} : { CloudConfiguration: cloudConfiguration })
}

/** SetCloudConfiguration: once per erase. The checks come in the device's own order. */
export async function setCloudConfiguration({ device }: McLine, request: PlistDict): Promise<McAnswer> {
  const { phone, world } = device
  const sent = dictAt(request, 'CloudConfiguration')
  if (sent === undefined) throw statusRefusal('CommandFormatError')
  if (phone.storage.cloudConfiguration !== null) {
    throw chainRefusal('DMCTunnelErrorDomain', 14002, 'A cloud configuration is already present on this device')
  }
  if (!phone.storage.activated) throw chainRefusal(cloudDomain, 33003, 'The device is not activated')
  if (!hasRightTypes(sent)) throw chainRefusal(cloudDomain, 33002, 'The cloud configuration has an invalid field')
  const { storage } = phone
  if (phone.automatedEnrollment) {
    // It asks Apple before it says no.
    await waitIn(world, durations.askApple[0])
    throw chainRefusal(cloudDomain, 33004, 'The device must be configured through Automated Device Enrollment')
  }
  await waitIn(world, drawn(seededRandom(`store/${device.udid}`), durations.storeConfiguration))
  // Erased or written by somebody else in the meantime.
  if (phone.storage !== storage || storage.cloudConfiguration !== null)
    throw chainRefusal(cloudDomain, 33023, 'The cloud configuration could not be written')
  store(phone, rewrite(sent))
  device.software.cloudConfigurationStored()
  return acknowledged()
}

/** What the device keeps is not what it was sent. */
function rewrite(sent: PlistDict): PlistDict {
  const supervised = booleanAt(sent, 'IsSupervised') === true
  const enrols = sent['ConfigurationURL'] !== undefined || sent['ConfigurationWebURL'] !== undefined
  const kept: Record<string, PlistValue> = {
    ...sent,
    AllowPairing: sent['AllowPairing'] ?? true,
    ConfigurationSource: 2,
    IsMandatory: true,
    IsMDMUnremovable: false,
  }
  if (!supervised) {
    delete kept['AwaitDeviceConfigured']
    if ('IsMultiUser' in kept) kept['IsMultiUser'] = false
  }
  if (!enrols) {
    kept['CloudConfigurationUIComplete'] = true
    kept['ConfigurationWasApplied'] = true
  }
  return kept
}

function store(phone: Phone, configuration: PlistDict): void {
  const { storage } = phone
  storage.cloudConfiguration = configuration
  if (configuration['IsSupervised'] === true) storage.settings.set(bypassCodePath, randomUuid().toUpperCase())
  if (stringsAt(configuration, 'SkipSetup')?.includes('Diagnostics') === true)
    storage.settings.set('diagnostics/submission', false)
  // Whoever wrote it is forgotten like everybody else; only proof of supervision gets back in.
  if (configuration['AllowPairing'] === false || configuration['AllowPairing'] === 0) storage.trustedHosts.clear()
  phone.record('cloudConfigurationStored', {
    supervised: phone.supervised,
    enrols: configuration['ConfigurationURL'] !== undefined,
  })
  phone.emit('notification', 'com.apple.managedconfiguration.effectivesettingschanged')
}

import { booleanAt, dictAt } from '../../../../apple/plist/take.ts'
import type { PlistDict, PlistValue } from '../../../../apple/plist/value.ts'
import { durations, drawn } from '../../durations.ts'
import { waitIn } from '../../cart-world.ts'
import { keepConfiguration } from '../../keep-configuration.ts'
import { seededRandom } from '../../seeded-random.ts'
import type { PracticeDevice } from '../../practice-device.ts'
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
  if (await belongsToApple(device))
    throw chainRefusal(cloudDomain, 33004, 'The device must be configured through Automated Device Enrollment')
  await waitIn(world, drawn(seededRandom(`store/${device.udid}`), durations.storeConfiguration))
  // Erased or written by somebody else in the meantime.
  if (phone.storage !== storage || storage.cloudConfiguration !== null)
    throw chainRefusal(cloudDomain, 33023, 'The cloud configuration could not be written')
  keepConfiguration(phone, rewrite(sent))
  device.software.cloudConfigurationStored()
  return acknowledged()
}

/** It asks Apple before it says no; when Apple cannot be asked that counts as a yes. */
async function belongsToApple({ phone, world, software }: PracticeDevice): Promise<boolean> {
  if (!phone.automatedEnrollment && !phone.storage.configurationAtApple) return false
  await waitIn(world, durations.askApple[0])
  return phone.automatedEnrollment || (await software.configurationAtApple()) !== 'none'
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

import { drawn, durations } from '../../durations.ts'
import { waitIn } from '../../cart-world.ts'
import { seededRandom } from '../../seeded-random.ts'
import { acknowledged, chainRefusal, errorRefusal } from './line.ts'
import type { McAnswer, McLine } from './line.ts'

const cloudDomain = 'MCCloudConfigErrorDomain'
const cannotRetrieve = 'The cloud configuration could not be retrieved'

/**
 * DownloadAndApplyCloudConfiguration: Automated Device Enrollment with nobody touching the device. The practice world has
 * no service of Apple's for that, so no device gets a configuration: one that Apple knows fails while asking for it, one
 * that Apple does not know is told that there is none.
 */
export async function downloadAndApply({ device }: McLine): Promise<McAnswer> {
  const { phone, world } = device
  const { storage } = phone
  if (storage.mdm !== null) return acknowledged()
  if (!storage.activated) throw chainRefusal(cloudDomain, 33003, 'The device is not activated')
  if (storage.network === null) throw chainRefusal(cloudDomain, 33001, cannotRetrieve)
  phone.record('automatedEnrollmentAsked')
  await waitIn(world, drawn(seededRandom(`ade/${device.udid}`), durations.automatedEnrollment))
  if (!phone.automatedEnrollment) throw chainRefusal(cloudDomain, 33001, cannotRetrieve)
  throw errorRefusal([
    [cloudDomain, 33005, 'The cloud configuration was refused'],
    ['MCCloudConfigurationErrorDomain', 34004, 'The configuration server is unavailable or busy'],
  ])
}

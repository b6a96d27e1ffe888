import { stringAt } from '../../../../apple/plist/take.ts'
import type { PlistDict } from '../../../../apple/plist/value.ts'
import { drawn, durations } from '../../durations.ts'
import { waitIn } from '../../cart-world.ts'
import { seededRandom } from '../../seeded-random.ts'
import { acknowledged, chainRefusal, errorRefusal } from './line.ts'
import type { McAnswer, McLine } from './line.ts'

const cloudDomain = 'MCCloudConfigErrorDomain'
const cannotRetrieve = 'The cloud configuration could not be retrieved'

/**
 * DownloadAndApplyCloudConfiguration: Automated Device Enrollment with nobody touching the device. In a world without
 * Apple's service no device gets a configuration: one that Apple knows fails while asking for it, one that Apple does not
 * know is told that there is none.
 */
export async function downloadAndApply({ device }: McLine, request: PlistDict): Promise<McAnswer> {
  const { phone, world } = device
  const { storage } = phone
  if (storage.mdm !== null) return acknowledged()
  if (!storage.activated) throw chainRefusal(cloudDomain, 33003, 'The device is not activated')
  if (storage.network === null) throw chainRefusal(cloudDomain, 33001, cannotRetrieve)
  await waitIn(world, drawn(seededRandom(`ade/${device.udid}`), durations.automatedEnrollment))
  if (world.apple() === null) {
    phone.record('automatedEnrollmentAsked')
    if (!phone.automatedEnrollment) throw chainRefusal(cloudDomain, 33001, cannotRetrieve)
    throw errorRefusal([
      [cloudDomain, 33005, 'The cloud configuration was refused'],
      ['MCCloudConfigurationErrorDomain', 34004, 'The configuration server is unavailable or busy'],
    ])
  }
  const userName = stringAt(request, 'MDMUsername')
  const password = stringAt(request, 'MDMPassword')
  const result = await device.software.applyFromApple(
    userName === undefined ? null : { userName, password: password ?? '' },
  )
  if (!result.ok) throw chainRefusal(result.domain, result.code, result.text)
  return acknowledged()
}

import { blueprint } from '../../src-shared/blueprint.ts'
import { blueprintIds, defaultBlueprints } from '../../src-shared/default-blueprints.ts'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { joinProgram } from '../harness/ade-world.ts'
import type { KillRoute, KillWorld } from './kill-world.ts'

const usual = defaultBlueprints(null).find(({ id }) => id === blueprintIds.bench)

const automated = blueprint.parse({
  ...usual,
  id: 'automated',
  name: 'Automated, enroll at the bench',
  route: 'automated',
  enrollmentProfile: null,
  // What these devices have instead of a network by cable; a person picks one in Setup Assistant.
  wifi: { ssid: 'Slipway Practice', encryption: 'WPA2', hidden: false, passwordSecret: 'wifi.Slipway Practice' },
  skipSetup: [],
})

/**
 * The cable erases where it must and activates; everything else comes from Apple, while hands walk on. `stored` is what
 * Apple sent and nobody wrote by cable.
 */
export const automatedRoute = {
  blueprint: automated,
  devices: ['fresh', 'used', 'fresh', 'used'],
  erased: [0, 1, 0, 1],
  stored: [1, 1, 1, 1],
  ends: 'enrolled',
  before: assignAtApple,
  troubles: troublesOfAutomated,
} as const satisfies KillRoute

async function assignAtApple({ practice, tenant }: KillWorld, devices: readonly DeviceReport[]): Promise<void> {
  const program = await joinProgram(practice, tenant, devices)
  const serials = devices.map(({ identity }) => identity.serial)
  await program.assign({ displayName: 'By Apple' }, serials)
}

/** Asked for once per life of the device, and everything it has came from there. */
async function troublesOfAutomated(
  { cart, tenant }: KillWorld,
  group: readonly DeviceReport[],
): Promise<readonly string[]> {
  const enrollments = await tenant.enrollments()
  const found: string[] = []
  for (const [at, { identity }] of group.entries()) {
    const { counts, storage } = await cart.device(identity.udid)
    const asked = counts['automatedEnrollmentAsked'] ?? 0
    if (asked !== 1) found.push(`device ${at}: asked Apple ${asked} times`)
    if (!storage.supervised) found.push(`device ${at}: not supervised by Apple's profile`)
    const mine = enrollments.filter(({ serial }) => serial === identity.serial)
    if (mine.length !== 1) found.push(`device ${at}: ${mine.length} enrollments`)
  }
  return found
}

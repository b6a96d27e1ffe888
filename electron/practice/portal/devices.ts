import { dayMs } from '../tenant/clock.ts'
import { queueCustomProfiles } from '../tenant/mdm/custom-profiles.ts'
import { updateManagedDevice } from '../tenant/mdm/managed-device.ts'
import { pushDevice } from '../tenant/mdm/push.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { PortalPerson } from './id-token.ts'
import { findPortalDevice, portalDevice } from './own-device.ts'
import type { PortalDevice } from './own-device.ts'
import { PortalRefused } from './refusal.ts'

/** Microsoft: so long after enrolling a device with affinity must have got its user. */
const userWithinMs = dayMs

/**
 * Whether this person may use Company Portal on this device.
 * @param own the device the app runs on; null when it is not managed
 * @throws PortalRefused with a sentence for the person
 */
export function admit(tenant: Tenant, person: PortalPerson, own: PortalDevice | null): void {
  if (!person.licensed) throw new PortalRefused('portal.notLicensed', 'Your account has no license to use devices.')
  if (own === null) return
  if (own.enrollmentType === 'appleBulkWithoutUser') {
    throw new PortalRefused(
      'portal.noAffinity',
      'This device was set up without a user. To use Company Portal on it, your administrator must retire it and enroll it again with user affinity.',
    )
  }
  if (own.upn !== '' && !same(own.upn, person.upn)) {
    throw new PortalRefused(
      'portal.otherUser',
      'This device was set up with another account. Sign in with the account that was used in Setup Assistant.',
    )
  }
  if (own.upn === '' && tenant.clock.now() - own.row.enrolled_at > userWithinMs) {
    throw new PortalRefused(
      'portal.tooLate',
      'Nobody signed in within 24 hours after this device was enrolled. It must be erased and enrolled again.',
    )
  }
}

/** The company's devices that belong to this person, and the one at hand while it waits for its user. Newest first. */
export async function devicesFor(
  tenant: Tenant,
  person: PortalPerson,
  own: PortalDevice | null,
): Promise<readonly PortalDevice[]> {
  const rows = await tenant.db.selectFrom('managed_device').selectAll().orderBy('enrolled_at', 'desc').execute()
  return rows.map(portalDevice).filter(({ row, enrollmentType, upn }) => {
    if (enrollmentType !== 'appleBulkWithUser' || row.udid === null) return false
    return same(upn, person.upn) || (upn === '' && row.id === own?.row.id)
  })
}

/**
 * Step 6: the last four characters of the serial number, as they stand in Settings of the device at hand.
 * @throws PortalRefused `portal.unknownDevice`, `portal.serialMismatch`
 */
export async function confirmSerial(
  tenant: Tenant,
  person: PortalPerson,
  own: PortalDevice | null,
  { deviceId, lastFour }: { readonly deviceId: string; readonly lastFour: string },
): Promise<PortalDevice> {
  const chosen = (await devicesFor(tenant, person, own)).find(({ row }) => row.id === deviceId)
  if (chosen === undefined) throw new PortalRefused('portal.unknownDevice', 'This device is not in your list.')
  const otherAtHand = own !== null && own.row.id !== chosen.row.id
  if (otherAtHand || chosen.row.serial.slice(-4) !== lastFour.trim().toUpperCase()) {
    throw new PortalRefused(
      'portal.serialMismatch',
      'The serial number does not match: this is not the device you chose. Go back and choose another one.',
    )
  }
  return chosen
}

/** Step 7: the person and the device belong together from now on, and the device counts as registered. */
export async function finishFor(tenant: Tenant, person: PortalPerson, deviceId: string): Promise<boolean> {
  const device = await findPortalDevice(tenant, deviceId)
  if (device === null || (device.upn !== '' && !same(device.upn, person.upn))) return false
  await updateManagedDevice(tenant, deviceId, {
    userId: person.id,
    userPrincipalName: person.upn,
    userDisplayName: person.displayName,
    emailAddress: person.upn,
    deviceRegistrationState: 'registered',
    azureADRegistered: true,
  })
  // What is meant for people reaches the device once it has one.
  const { udid } = device.row
  if (udid !== null && (await queueCustomProfiles(tenant, udid))) await pushDevice(tenant, udid)
  return true
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

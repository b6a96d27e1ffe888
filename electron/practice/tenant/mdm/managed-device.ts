import { randomUuid } from '../../../lib/crypto.ts'
import { dayMs, isoTime, neverIso } from '../clock.ts'
import type { Session } from '../enrolment/session.ts'
import { profileBody } from '../graph/profile-entity.ts'
import type { Tenant } from '../tenant.ts'
import type { MdmEnrollment } from './check-in.ts'

/**
 * Makes the managedDevice of a completed enrollment and calls the imported device enrolled. An older record of the same
 * serial number stays, as in Intune: the newest counts.
 */
export async function admitDevice(tenant: Tenant, session: Session, enrollment: MdmEnrollment): Promise<void> {
  const now = tenant.clock.now()
  const id = randomUuid()
  const profile = await tenant.db
    .selectFrom('profile')
    .selectAll()
    .where('guid', '=', session.profile_guid)
    .executeTakeFirst()
  const settings = profile === undefined ? null : profileBody(profile)
  const person =
    session.upn === null
      ? undefined
      : await tenant.db.selectFrom('person').selectAll().where('upn', '=', session.upn).executeTakeFirst()
  const affinity = session.route === 'setupAssistant' && settings?.requiresUserAuthentication === true
  const byUser = session.route === 'companyPortal'
  const facts = JSON.parse(enrollment.facts) as Readonly<Record<string, string>>
  const body = {
    ...blankDevice,
    serialNumber: session.serial,
    udid: session.udid,
    deviceName: facts['DeviceName'] ?? null,
    managedDeviceName: `practice_${session.serial}_${isoTime(now).slice(0, 16)}`,
    model: session.product ?? facts['ProductName'] ?? null,
    osVersion: facts['OSVersion'] ?? session.os_version,
    imei: facts['IMEI']?.replaceAll(' ', '') ?? null,
    meid: facts['MEID'] ?? null,
    deviceEnrollmentType: byUser ? 'userEnrollment' : affinity ? 'appleBulkWithUser' : 'appleBulkWithoutUser',
    deviceRegistrationState: registrationState(affinity || byUser, person !== undefined),
    managedDeviceOwnerType: byUser && !(await isPredeclared(tenant, session.serial)) ? 'personal' : 'company',
    enrollmentProfileName: settings?.displayName ?? null,
    azureADDeviceId: randomUuid(),
    managementCertificateExpirationDate: isoTime(now + 365 * dayMs),
    userId: person?.id ?? '',
    userPrincipalName: person?.upn ?? '',
    userDisplayName: person?.display_name ?? '',
    emailAddress: person?.upn ?? '',
  }
  await tenant.db.transaction().execute(async (trx) => {
    await trx.updateTable('managed_device').set({ udid: null }).where('udid', '=', session.udid).execute()
    await trx
      .insertInto('managed_device')
      .values({
        id,
        serial: session.serial,
        udid: session.udid,
        profile_guid: session.profile_guid,
        enrolled_at: now,
        synced_at: now,
        body: JSON.stringify(body),
        directory_id: randomUuid(),
      })
      .execute()
    await trx
      .updateTable('mdm_enrollment')
      .set({ state: 'active', managed_device_id: id })
      .where('udid', '=', session.udid)
      .execute()
    const identity = await trx
      .selectFrom('identity')
      .select('profile_guid')
      .where('serial', '=', session.serial)
      .executeTakeFirst()
    // The assignment may have changed between the request and now. The standard enrollment has none.
    const asAssigned = byUser || identity?.profile_guid === session.profile_guid
    const state = asAssigned ? 'enrolled' : 'pendingReset'
    await trx.updateTable('identity').set({ state, contacted_at: now }).where('serial', '=', session.serial).execute()
  })
}

/** With Company Portal authentication the user comes after the enrollment. */
function registrationState(hasUser: boolean, isKnown: boolean): string {
  if (!hasUser) return 'notRegistered'
  return isKnown ? 'registered' : 'notRegisteredPendingEnrollment'
}

/** Microsoft: a device whose serial number or IMEI the company declared belongs to the company, however it enrolls. */
async function isPredeclared(tenant: Tenant, serial: string): Promise<boolean> {
  const identity = await tenant.db
    .selectFrom('identity')
    .select('id')
    .where('serial', '=', serial)
    .where('deleted', '=', 0)
    .executeTakeFirst()
  const declared = await tenant.db
    .selectFrom('corporate_identifier')
    .select('id')
    .where('identifier', '=', serial)
    .executeTakeFirst()
  return identity !== undefined || declared !== undefined
}

/** Changes properties of a managedDevice; undefined leaves one as it is. */
export async function updateManagedDevice(
  tenant: Tenant,
  id: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tenant.db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('managed_device').select('body').where('id', '=', id).executeTakeFirst()
    if (row === undefined) return
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
    const body = JSON.stringify({ ...(JSON.parse(row.body) as object), ...given })
    await trx.updateTable('managed_device').set({ body }).where('id', '=', id).execute()
  })
}

/** The device left, by retire, by wipe or by a person's hand: its record goes, its serial number and assignment stay. */
export async function releaseDevice(tenant: Tenant, udid: string): Promise<void> {
  await tenant.db.transaction().execute(async (trx) => {
    const device = await trx
      .selectFrom('managed_device')
      .select(['id', 'serial'])
      .where('udid', '=', udid)
      .executeTakeFirst()
    await trx
      .updateTable('mdm_enrollment')
      .set({ state: 'removed', managed_device_id: null })
      .where('udid', '=', udid)
      .execute()
    if (device === undefined) return
    await trx.deleteFrom('managed_device').where('id', '=', device.id).execute()
    await trx
      .updateTable('identity')
      .set({ state: 'notContacted' })
      .where('serial', '=', device.serial)
      .where('state', 'in', ['enrolled', 'pendingReset', 'blocked'])
      .execute()
  })
}

/** What every record has before anything is known of its device. */
export const blankDevice = {
  manufacturer: 'Apple',
  operatingSystem: 'iOS',
  iccid: null,
  isSupervised: false,
  isEncrypted: false,
  jailBroken: 'False',
  managementState: 'managed',
  managementAgent: 'mdm',
  managedDeviceOwnerType: 'company',
  complianceState: 'unknown',
  complianceGracePeriodExpirationDateTime: neverIso,
  azureADDeviceId: '00000000-0000-0000-0000-000000000000',
  azureADRegistered: null,
  phoneNumber: '',
  subscriberCarrier: '',
  wiFiMacAddress: null,
  ethernetMacAddress: null,
  totalStorageSpaceInBytes: 0,
  freeStorageSpaceInBytes: 0,
  physicalMemoryInBytes: 0,
  activationLockBypassCode: null,
  deviceCategoryDisplayName: 'Unknown',
  notes: null,
  requireUserEnrollmentApproval: null,
  partnerReportedThreatState: 'unknown',
  // Of other platforms, or of services beside Intune; every record has them.
  androidSecurityPatchLevel: '',
  configurationManagerClientEnabledFeatures: null,
  deviceHealthAttestationState: null,
  easActivated: false,
  easActivationDateTime: neverIso,
  easDeviceId: '',
  exchangeAccessState: 'none',
  exchangeAccessStateReason: 'none',
  exchangeLastSuccessfulSyncDateTime: neverIso,
  remoteAssistanceSessionErrorDetails: null,
  remoteAssistanceSessionUrl: null,
  deviceActionResults: [],
} as const

import type { Selectable } from 'kysely'
import { isoTime } from '../clock.ts'
import { blankDevice } from '../mdm/managed-device.ts'
import type { ManagedDeviceRow } from '../store/schema.ts'
import type { GraphCall } from './call.ts'
import { notFound } from './failure.ts'
import type { Entity, FilterProperties } from './filter.ts'

export type ManagedDevice = Selectable<ManagedDeviceRow>

export const managedDeviceFilter: FilterProperties = Object.fromEntries(
  [
    'id',
    'serialNumber',
    'deviceName',
    'managedDeviceName',
    'enrollmentProfileName',
    'managementState',
    'managementAgent',
    'operatingSystem',
    'osVersion',
    'enrolledDateTime',
    'lastSyncDateTime',
    'udid',
    'imei',
    'model',
    'manufacturer',
    'userId',
    'userPrincipalName',
    'emailAddress',
    'azureADDeviceId',
    'complianceState',
    'deviceEnrollmentType',
    'managedDeviceOwnerType',
    'ownerType',
    'isSupervised',
    'jailBroken',
  ].map((name) => [name, 'plain'] as const),
)

/** What every one of them has. */
export function managedDeviceProperties(version: string): readonly string[] {
  const own = ['serialNumber', 'udid', 'deviceName', 'managedDeviceName', 'model', 'osVersion', 'imei', 'meid']
  const enrolled = ['deviceEnrollmentType', 'deviceRegistrationState', 'enrollmentProfileName', 'enrolledDateTime']
  const rest = ['id', 'lastSyncDateTime', 'managementCertificateExpirationDate']
  const user = ['userId', 'userPrincipalName', 'userDisplayName', 'emailAddress']
  const beta = version === 'beta' ? ['ownerType', 'deviceType'] : []
  return [...Object.keys(blankDevice), ...own, ...enrolled, ...rest, ...user, ...beta]
}

/** Null or 0 in lists whatever is stored; a single GET shows them. */
export const hiddenInLists = {
  activationLockBypassCode: null,
  notes: null,
  ethernetMacAddress: null,
  physicalMemoryInBytes: 0,
} as const

export function managedDeviceEntity(row: ManagedDevice, version: string): Entity {
  const body = JSON.parse(row.body) as Record<string, unknown>
  const entity = {
    id: row.id,
    ...body,
    lastSyncDateTime: isoTime(row.synced_at),
    enrolledDateTime: isoTime(row.enrolled_at),
  }
  if (version !== 'beta') return entity
  return {
    ...entity,
    ownerType: body['managedDeviceOwnerType'],
    deviceType: body['model'] === 'iPad' ? 'iPad' : 'iPhone',
  }
}

/** The device named in the path. @throws GraphFailure 404 */
export async function findManagedDevice(call: GraphCall): Promise<ManagedDevice> {
  const id = (call.params['id'] ?? '').toLowerCase()
  const row = await call.tenant.db.selectFrom('managed_device').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound(`The managed device ${id.slice(0, 80)}`)
  return row
}

import { isoTime } from '../clock.ts'
import type { Entity } from '../graph/filter.ts'
import type { TenantDatabase } from '../store/open.ts'
import type { RuleDevice } from './membership-rule.ts'

/** The object that Microsoft Entra keeps for a managed device. */
export type DirectoryDevice = {
  readonly id: string
  readonly managedDeviceId: string
  readonly facts: RuleDevice
  readonly entity: Entity
}

type Body = Readonly<Record<string, string | boolean | null | undefined>>

/** Records that were put here without an enrollment have no object. */
export async function directoryDevices(db: TenantDatabase): Promise<readonly DirectoryDevice[]> {
  const rows = await db.selectFrom('managed_device').selectAll().orderBy('seq').execute()
  return rows.flatMap((row): DirectoryDevice[] => {
    if (row.directory_id === null) return []
    const body = JSON.parse(row.body) as Body
    const text = (name: string): string | null => (typeof body[name] === 'string' ? body[name] : null)
    const facts: RuleDevice = {
      displayName: text('deviceName'),
      enrollmentProfileName: text('enrollmentProfileName'),
      deviceOSType: text('model')?.startsWith('iPad') === true ? 'iPad' : 'iPhone',
      deviceOwnership: text('managedDeviceOwnerType') === 'personal' ? 'Personal' : 'Company',
      deviceModel: text('model'),
    }
    const entity = {
      id: row.directory_id,
      accountEnabled: true,
      approximateLastSignInDateTime: isoTime(row.synced_at),
      deviceId: text('azureADDeviceId'),
      deviceOwnership: facts.deviceOwnership,
      displayName: facts.displayName,
      enrollmentProfileName: facts.enrollmentProfileName,
      isCompliant: text('complianceState') === 'compliant',
      isManaged: true,
      manufacturer: text('manufacturer'),
      model: facts.deviceModel,
      operatingSystem: facts.deviceOSType,
      operatingSystemVersion: text('osVersion'),
      registrationDateTime: isoTime(row.enrolled_at),
      trustType: 'Workplace',
    }
    return [{ id: row.directory_id, managedDeviceId: row.id, facts, entity }]
  })
}

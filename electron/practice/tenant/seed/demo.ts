import { randomUuid } from '../../../lib/crypto.ts'
import { dayMs } from '../clock.ts'
import { addPolicy } from '../graph/policy.ts'
import { programProfileDefaults } from '../graph/profile-properties.ts'
import type { EnrollmentState } from '../store/schema.ts'
import type { Tenant } from '../tenant.ts'
import { seedDemoProgram } from './demo-program.ts'

type SeedProfile = {
  readonly displayName: string
  readonly affinity: boolean
  readonly portal: boolean
  readonly portalAfterwards: boolean
}

const configuratorProfiles: readonly SeedProfile[] = [
  { displayName: 'Kiosk', affinity: false, portal: false, portalAfterwards: false },
  { displayName: 'Staff', affinity: true, portal: true, portalAfterwards: false },
  { displayName: 'Staff (legacy sign-in)', affinity: true, portal: false, portalAfterwards: true },
]

const programProfiles: readonly SeedProfile[] = [
  { displayName: 'ADE staff', affinity: true, portal: true, portalAfterwards: false },
  { displayName: 'ADE kiosk', affinity: false, portal: false, portalAfterwards: false },
]

const states: readonly EnrollmentState[] = [
  'notContacted',
  'notContacted',
  'failed',
  'blocked',
  'unknown',
  'notContacted',
]

/** A tenant that has been in use for a while; every serial number is synthetic by form. */
export async function seedDemo(tenant: Tenant): Promise<void> {
  const { accountId } = tenant.world
  const own = await addProfiles(tenant, accountId, 'enrollmentProfile', configuratorProfiles)
  await addIdentities(tenant, accountId, 'adminImport', 60, (index) =>
    index < 5 ? null : (own[index % own.length] ?? null),
  )
  const token = await addProgramToken(tenant)
  const bought = await addProfiles(tenant, token, 'depIOSEnrollmentProfile', programProfiles)
  await addIdentities(tenant, token, 'deviceEnrollmentProgram', 120, (index) => bought[index % bought.length] ?? null)
  await seedDemoProgram(tenant, { id: token, name: 'Contoso ABM', daysLeft: 20 })
  const policy = {
    name: 'ADE shop (new kind)',
    department: 'Shop floor',
    phone: '+1 555 0110',
    hidden: ['siri', 'applepay'],
  }
  await addPolicy(tenant, token, policy)
  const categories = ['Meeting rooms', 'Sales', 'Warehouse', 'Training']
  await tenant.db
    .insertInto('category')
    .values(categories.map((name) => ({ id: randomUuid(), name, description: null })))
    .execute()
  await addGroups(tenant)
}

/** Custom profiles are assigned to groups: one that fills itself by enrollment profile, one of people. */
async function addGroups(tenant: Tenant): Promise<void> {
  const rule = '(device.enrollmentProfileName -eq "Kiosk")'
  const groups = [
    { id: randomUuid(), name: 'Kiosk devices', mail_nickname: 'kiosks', rule },
    { id: randomUuid(), name: 'Staff', mail_nickname: 'staff', rule: null },
  ]
  const now = tenant.clock.now()
  await tenant.db
    .insertInto('directory_group')
    .values(groups.map((group) => ({ ...group, description: null, created_at: now })))
    .execute()
  const people = await tenant.db.selectFrom('person').select('id').where('licensed', '=', 1).execute()
  await tenant.db
    .insertInto('group_member')
    .values(people.map(({ id }) => ({ group_id: groups[1]!.id, member_id: id })))
    .execute()
}

async function addProfiles(
  tenant: Tenant,
  container: string,
  type: 'enrollmentProfile' | 'depIOSEnrollmentProfile',
  profiles: readonly SeedProfile[],
): Promise<readonly string[]> {
  const rows = profiles.map((profile, index) => ({
    guid: randomUuid(),
    container_id: container,
    type,
    name: profile.displayName,
    is_default: type === 'depIOSEnrollmentProfile' && index === 0 ? 1 : 0,
    visible_at: tenant.clock.now(),
    body: JSON.stringify({
      ...(type === 'depIOSEnrollmentProfile'
        ? { ...programProfileDefaults, isMandatory: true, supervisedModeEnabled: true }
        : {}),
      displayName: profile.displayName,
      description: null,
      requiresUserAuthentication: profile.affinity,
      enableAuthenticationViaCompanyPortal: profile.portal,
      requireCompanyPortalOnSetupAssistantEnrolledDevices: profile.portalAfterwards,
    }),
  }))
  await tenant.db.insertInto('profile').values(rows).execute()
  return rows.map((row) => row.guid)
}

async function addIdentities(
  tenant: Tenant,
  container: string,
  source: 'adminImport' | 'deviceEnrollmentProgram',
  count: number,
  profileOf: (index: number) => string | null,
): Promise<void> {
  const now = tenant.clock.now()
  const prefix = source === 'adminImport' ? 'TESTAC' : 'TESTADE'
  const rows = Array.from({ length: count }, (_, index) => {
    const profile = profileOf(index)
    const state = profile === null ? 'notContacted' : (states[index % states.length] ?? 'notContacted')
    return {
      id: randomUuid(),
      container_id: container,
      serial: `${prefix}${String(index + 1).padStart(11 - prefix.length, '0')}`,
      profile_guid: profile,
      assigned_at: profile === null ? null : now - 30 * dayMs,
      supervised: source === 'deviceEnrollmentProgram' ? 1 : 0,
      source,
      deleted: source === 'adminImport' && index === count - 1 ? 1 : 0,
      created_at: now - 60 * dayMs + index * 60_000,
      contacted_at: state === 'notContacted' ? null : now - 10 * dayMs,
      description: index % 3 === 0 ? `Demo device ${index + 1}` : null,
      state,
      platform: 'ios',
    }
  })
  await tenant.db.insertInto('identity').values(rows).execute()
}

async function addProgramToken(tenant: Tenant): Promise<string> {
  const now = tenant.clock.now()
  const id = randomUuid()
  await tenant.db
    .insertInto('container')
    .values({
      id,
      hidden: 0,
      token_type: 'dep',
      token_name: 'Contoso ABM',
      apple_identifier: 'abm@contoso.example',
      expires_at: now + 20 * dayMs,
      modified_at: now - 345 * dayMs,
      synced_at: now - dayMs,
      sync_triggered_at: now - dayMs,
      sync_error: 0,
      synced_count: 120,
      consent: 1,
      shared_with_sds: 0,
      scope_tags: '["0"]',
      encryption_key: null,
      encryption_certificate: null,
    })
    .execute()
  return id
}

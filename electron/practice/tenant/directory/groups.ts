import type { TenantDatabase } from '../store/open.ts'
import type { Group } from '../store/directory-tables.ts'
import { readMembershipRule } from './membership-rule.ts'
import { directoryDevices } from './directory-devices.ts'
import type { DirectoryDevice } from './directory-devices.ts'

/** All groups with their direct members, read at once: a practice tenant has few. */
export type Directory = {
  readonly groups: readonly Group[]
  readonly devices: readonly DirectoryDevice[]
  /** Group → object ids of who stands in it directly, by hand or by rule. */
  readonly membersOf: ReadonlyMap<string, readonly string[]>
}

export async function readDirectory(db: TenantDatabase): Promise<Directory> {
  const groups = await db.selectFrom('directory_group').selectAll().orderBy('seq').execute()
  const rows = await db.selectFrom('group_member').selectAll().orderBy('member_id').execute()
  const devices = await directoryDevices(db)
  const membersOf = new Map<string, readonly string[]>()
  for (const { id, rule } of groups) {
    const fits = rule === null ? null : readMembershipRule(rule)
    const byHand = rows.filter((row) => row.group_id === id).map((row) => row.member_id)
    membersOf.set(id, fits === null ? byHand : devices.filter((device) => fits(device.facts)).map((one) => one.id))
  }
  return { groups, devices, membersOf }
}

/** Every group the object is in, through other groups as well; a circle of groups does no harm. */
export function groupsAround({ groups, membersOf }: Directory, objectId: string): ReadonlySet<string> {
  const found = new Set<string>()
  let inner: readonly string[] = [objectId]
  while (inner.length > 0) {
    const around = groups.filter(
      ({ id }) => !found.has(id) && membersOf.get(id)?.some((member) => inner.includes(member)) === true,
    )
    for (const { id } of around) found.add(id)
    inner = around.map(({ id }) => id)
  }
  return found
}

import { constantTimeEqual, randomUuid, sha256 } from '../../lib/crypto.ts'
import { demoAdministrator } from '../tenant/administrator.ts'
import type { Tenant } from '../tenant/tenant.ts'

export type Person = {
  readonly objectId: string
  readonly upn: string
  readonly displayName: string
  readonly roles: readonly string[]
  /** The authentication context that every token of this person must carry. */
  readonly requiredContext: string | null
}

/** Microsoft: template ids of the built-in directory roles, as tokens carry them in `wids`. */
export const directoryRoles: Readonly<Record<string, string>> = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Intune Administrator': '3a2c62db-5318-420d-8d74-23affee5d9d5',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
}

export async function findPerson(tenant: Tenant, upn: string): Promise<Person | null> {
  const row = await tenant.db.selectFrom('person').selectAll().where('upn', '=', upn).executeTakeFirst()
  if (row === undefined) return null
  return {
    objectId: row.id,
    upn: row.upn,
    displayName: row.display_name,
    roles: JSON.parse(row.roles) as string[],
    requiredContext: row.required_context,
  }
}

export async function isPassword(tenant: Tenant, upn: string, password: string): Promise<boolean> {
  const row = await tenant.db.selectFrom('person').select('password').where('upn', '=', upn).executeTakeFirst()
  return row !== undefined && constantTimeEqual(sha256(row.password), sha256(password))
}

export type NewPerson = {
  readonly upn: string
  readonly displayName: string
  readonly password: string
  readonly roles: readonly string[]
}

/** Adds a person, or changes the one of that name. */
export async function putPerson(tenant: Tenant, person: NewPerson): Promise<void> {
  const values = {
    upn: person.upn,
    display_name: person.displayName,
    password: person.password,
    roles: JSON.stringify(person.roles),
  }
  await tenant.db
    .insertInto('person')
    .values({ ...values, id: randomUuid(), licensed: 1 })
    .onConflict((conflict) => conflict.column('upn').doUpdateSet(values))
    .execute()
}

/** Whoever administers this tenant; the password is part of the demonstration. */
export async function ensureAdministrator(tenant: Tenant): Promise<void> {
  if ((await findPerson(tenant, demoAdministrator)) !== null) return
  const roles = ['Global Administrator', 'Intune Administrator']
  const displayName = 'Practice Administrator'
  await putPerson(tenant, { upn: demoAdministrator, displayName, password: 'practice-admin', roles })
}

/** May see and change what Intune manages. Microsoft: the directory's two roles bring every right in Intune. */
export function managesIntune({ roles }: Person): boolean {
  return roles.includes('Global Administrator') || roles.includes('Intune Administrator')
}

export function readsIntune(person: Person): boolean {
  return managesIntune(person) || person.roles.includes('Global Reader')
}

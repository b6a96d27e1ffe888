import { makeApns, storeApns } from '../apns.ts'
import type { Tenant } from '../tenant.ts'
import { randomUuid } from '../../../lib/crypto.ts'
import { seedDemo } from './demo.ts'

export type SeedKind = 'demo' | 'empty'

/** What a new tenant starts with; one that was seeded before is left alone. Demo data comes on top of the bare minimum. */
export async function seedTenant(tenant: Tenant, kind: SeedKind): Promise<void> {
  const { db, world, clock } = tenant
  const known = await db.selectFrom('container').select('id').where('id', '=', world.accountId).executeTakeFirst()
  if (known !== undefined) return
  const now = clock.now()
  // Found under the account's id, but never listed: this is where Apple Configurator's profiles and devices live.
  await db
    .insertInto('container')
    .values({
      id: world.accountId,
      hidden: 1,
      token_type: 'none',
      token_name: null,
      apple_identifier: null,
      expires_at: null,
      modified_at: now,
      synced_at: null,
      sync_triggered_at: null,
      sync_error: 0,
      synced_count: 0,
      consent: 0,
      shared_with_sds: 0,
      scope_tags: '["0"]',
      encryption_key: null,
      encryption_certificate: null,
    })
    .execute()
  await db
    .insertInto('person')
    .values(people.map((person) => ({ ...person, id: randomUuid() })))
    .execute()
  await storeApns(db, await makeApns(kind === 'demo' ? 45 : 300, now))
  if (kind === 'demo') await seedDemo(tenant)
}

/** Who may sign in on a practice device; the passwords are part of the demonstration. */
export const people = [
  { upn: 'ada@contoso.example', display_name: 'Ada Practice', password: 'practice-1', licensed: 1 },
  { upn: 'nolan@contoso.example', display_name: 'Nolan Unlicensed', password: 'practice-2', licensed: 0 },
] as const

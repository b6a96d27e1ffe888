import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/** Who brought a device into the organization, in the words of Apple's API. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table device add column source text not null default 'APPLE'`).execute(db)
}

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

const statements: readonly string[] = [
  `create table configuration (seq integer primary key, id text not null unique, name text not null, identifier text not null,
    version integer not null, created_at integer not null, modified_at integer not null, body text not null, targets text not null)`,
  `create table configuration_delivery (udid text not null, configuration_id text not null, identifier text not null,
    version integer not null, command_uuid text not null, state text not null, primary key (udid, configuration_id))`,
]

/** Custom profiles, whom they are assigned to, and which device has which. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

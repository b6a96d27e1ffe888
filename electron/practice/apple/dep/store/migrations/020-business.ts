import type { Kysely } from 'kysely'
import { sql } from 'kysely'

const statements: readonly string[] = [
  `create table api_account (client_id text primary key, name text not null, key_id text, public_key_pem text,
    created_at integer not null)`,
  `create table activity (id text primary key, type text not null, server_uuid text not null, serials text not null,
    created_at integer not null, completed_at integer, sub_status text not null, log text)`,
  `alter table device add column added_at integer not null default 0`,
  `alter table device add column updated_at integer not null default 0`,
  `alter table mdm_server add column created_at integer not null default 0`,
  `alter table mdm_server add column updated_at integer not null default 0`,
]

/** API accounts, what they ordered, and the times that only their API tells. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

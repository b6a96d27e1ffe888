import type { Kysely } from 'kysely'
import { sql } from 'kysely'

const statements: readonly string[] = [
  `create table directory_group (seq integer primary key, id text not null unique, name text not null, description text,
    mail_nickname text not null, rule text, created_at integer not null)`,
  `create table group_member (group_id text not null references directory_group (id) on delete cascade, member_id text not null,
    primary key (group_id, member_id))`,
  `alter table managed_device add column directory_id text`,
]

/** The part of the directory that assignments need: groups, who is in them, and an object for each device. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

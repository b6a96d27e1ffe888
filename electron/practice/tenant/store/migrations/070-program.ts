import type { Kysely } from 'kysely'
import { sql } from 'kysely'

const statements: readonly string[] = [
  `create table program_token (container_id text primary key references container (id), consumer_key text not null,
    consumer_secret text not null, access_token text not null, access_secret text not null, server_uuid text, cursor text,
    full_at integer, next_full integer not null default 0)`,
  `create table program_key (container_id text primary key references container (id), private_key text not null,
    certificate text not null)`,
  `create table program_device (serial text primary key, container_id text not null references container (id), apple_status text not null,
    apple_profile text, seen_at integer not null, deleted_at integer, refused_at integer, refusal text)`,
  `create table program_definition (apple_profile text primary key, container_id text not null, profile_guid text not null,
    digest text not null)`,
  `create index program_definition_profile on program_definition (profile_guid, digest)`,
  `create table policy (guid text primary key, container_id text not null references container (id), name text not null,
    description text, created_at integer not null, settings text not null)`,
]

/** What the tenant knows of Apple's enrollment program, and the enrollment policies of the new kind. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

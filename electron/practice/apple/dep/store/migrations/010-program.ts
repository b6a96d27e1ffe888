import type { Kysely } from 'kysely'
import { sql } from 'kysely'

const statements: readonly string[] = [
  `create table setting (name text primary key, value text not null)`,
  `create table mdm_server (seq integer primary key, uuid text not null unique, name text not null, admin_id text not null,
    certificate_pem text not null, may_release integer not null default 1, consumer_key text unique, consumer_secret text,
    access_token text, access_secret text, token_expires_at integer)`,
  `create table device (seq integer primary key, serial text not null unique, model text not null, description text not null,
    color text not null, asset_tag text not null, device_family text not null, os text not null, order_number text not null,
    server_uuid text references mdm_server (uuid), assigned_at integer, assigned_by text, profile_uuid text,
    profile_status text not null default 'empty', profile_assigned_at integer, profile_pushed_at integer,
    disowned integer not null default 0)`,
  `create index device_server on device (server_uuid, seq)`,
  `create index device_order on device (order_number)`,
  `create table change (seq integer primary key, server_uuid text not null, serial text not null, op_type text not null,
    op_at integer not null, body text not null)`,
  `create index change_server on change (server_uuid, seq)`,
  `create table profile (uuid text primary key, server_uuid text not null references mdm_server (uuid), created_at integer not null,
    body text not null)`,
]

/** Everything the first version of the practice enrollment program remembers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

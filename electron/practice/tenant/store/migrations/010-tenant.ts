import type { Kysely } from 'kysely'
import { sql } from 'kysely'

const statements: readonly string[] = [
  `create table world (name text primary key, value text not null)`,
  `create table bearer (token text primary key, kind text not null, scopes text not null, upn text, expires_at integer not null)`,
  `create table container (seq integer primary key, id text not null unique, hidden integer not null, token_type text not null,
    token_name text, apple_identifier text, expires_at integer, modified_at integer not null, synced_at integer,
    sync_triggered_at integer, sync_error integer not null default 0, synced_count integer not null default 0,
    consent integer not null default 0, shared_with_sds integer not null default 0, scope_tags text not null default '["0"]',
    encryption_key text, encryption_certificate text)`,
  `create table profile (seq integer primary key, guid text not null unique, container_id text not null references container (id),
    type text not null, name text not null, is_default integer not null default 0, visible_at integer not null, body text not null)`,
  `create table identity (seq integer primary key, id text not null unique, container_id text not null references container (id),
    serial text not null unique, profile_guid text, assigned_at integer, supervised integer not null default 0, source text not null,
    deleted integer not null default 0, created_at integer not null, contacted_at integer, description text, state text not null,
    platform text not null)`,
  `create index identity_profile on identity (profile_guid)`,
  `create table managed_device (seq integer primary key, id text not null unique, serial text not null, udid text, profile_guid text,
    enrolled_at integer not null, synced_at integer not null, body text not null)`,
  `create index managed_device_serial on managed_device (serial)`,
  `create index managed_device_udid on managed_device (udid)`,
  `create table apns (id integer primary key, body text not null)`,
  `create table category (seq integer primary key, id text not null unique, name text not null, description text)`,
  `create table corporate_identifier (seq integer primary key, id text not null unique, identifier text not null unique, body text not null)`,
  `create table audit_event (seq integer primary key, id text not null unique, at integer not null, body text not null)`,
  `create table trouble (seq integer primary key, id text not null unique, at integer not null, body text not null)`,
  `create table person (id text primary key, upn text not null unique collate nocase, display_name text not null, password text not null,
    licensed integer not null default 1)`,
  `create table session (seq integer primary key, id text not null unique, route text not null, serial text not null, udid text not null,
    product text, os_version text, profile_guid text not null, container_id text not null, upn text, created_at integer not null)`,
  `create table scep_challenge (challenge text primary key, session_id text, purpose text not null, expires_at integer not null, used_at integer)`,
  `create table issued_certificate (sha256 text primary key, session_id text, purpose text not null, pem text not null, issued_at integer not null)`,
  `create table mdm_enrollment (udid text primary key, session_id text not null, certificate_sha256 text not null, state text not null,
    push_token text, push_magic text, unlock_token text, awaiting_configuration integer not null default 0, managed_device_id text,
    round integer not null default 0, last_seen_at integer not null, facts text not null)`,
  `create table mdm_command (seq integer primary key, uuid text not null unique, udid text not null, request_type text not null,
    message blob not null, state text not null, not_now_round integer, created_at integer not null, answered_at integer, result text)`,
  `create index mdm_command_udid on mdm_command (udid, state)`,
]

/** Everything the first version of the practice tenant remembers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

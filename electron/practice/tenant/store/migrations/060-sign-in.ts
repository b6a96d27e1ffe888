import type { Kysely } from 'kysely'
import { sql } from 'kysely'

const statements: readonly string[] = [
  `alter table person add column roles text not null default '[]'`,
  `alter table person add column required_context text`,
  `create table app_registration (client_id text primary key, name text not null, public_client integer not null,
    redirect_uris text not null, certificates text not null, secrets text not null, scopes text not null, roles text not null)`,
  `create table consent (client_id text not null, upn text not null collate nocase, scope text not null,
    primary key (client_id, upn, scope))`,
  `create table sign_in_session (id text primary key, upn text not null collate nocase, contexts text not null,
    created_at integer not null, ended_at integer)`,
  `create table refresh_token (digest text primary key, session_id text not null, client_id text not null,
    scopes text not null, expires_at integer not null)`,
]

/** App registrations, consents and sign-in sessions of the practice authority; roles of the people. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

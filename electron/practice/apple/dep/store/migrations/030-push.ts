import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/** MDM push certificates, as the portal for them lists what an Apple Account made. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table push_certificate (seq integer primary key, apple_id text not null, topic text not null,
      certificate_pem text not null, created_at integer not null, expires_at integer not null)`,
    )
    .execute(db)
}

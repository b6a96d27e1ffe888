import type { Kysely } from 'kysely'

/** Rules of automation, as JSON. Whether one is armed is never stored. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('automation_rule')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
}

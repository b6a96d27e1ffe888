import type { Kysely } from 'kysely'

/** Who may sign on, and their shifts. PIN and badge are kept as scrypt keys only. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('operator')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('pin_salt', 'blob')
    .addColumn('pin_key', 'blob')
    .addColumn('badge_key', 'blob')
    .addColumn('wrong_pins', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('wait_until', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'integer', (column) => column.notNull())
    .execute()
  await database.schema
    .createTable('shift')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('operator_id', 'text', (column) => column.notNull())
    .addColumn('operator_name', 'text', (column) => column.notNull())
    .addColumn('started_at', 'integer', (column) => column.notNull())
    .addColumn('ended_at', 'integer')
    .addColumn('note', 'text')
    .addColumn('review', 'text')
    .execute()
}

import type { Kysely } from 'kysely'

/** Carts, as JSON, in the order they were made. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('cart')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
}

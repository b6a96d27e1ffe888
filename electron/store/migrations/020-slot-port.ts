import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * A slot belongs to a physical port; its location is a second name at best. SQLite cannot make a primary key optional,
 * so the table is made anew.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('slot_by_port')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('port_key', 'text', (column) => column.unique())
    .addColumn('location_id', 'integer', (column) => column.unique())
    .execute()
  await sql`insert into slot_by_port (number, location_id) select number, location_id from slot`.execute(database)
  await schema.dropTable('slot').execute()
  await schema.alterTable('slot_by_port').renameTo('slot').execute()
}

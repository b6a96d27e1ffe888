import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

/** Which lines, oldest first unless `newestFirst`. Times are milliseconds since 1970; `until` is not included. */
export type RowQuery = {
  readonly seq?: number
  readonly after?: number
  readonly before?: number | null
  readonly since?: number | null
  readonly until?: number | null
  /** UDID or serial number. */
  readonly device?: string | null
  readonly newestFirst?: boolean
  readonly limit?: number
}

export type StoredField = { readonly salt: Buffer; readonly value: Buffer }

/** One line exactly as it is stored, with what is left of its personal fields. */
export type LedgerRow = {
  readonly seq: number
  readonly text: string
  readonly hash: string
  readonly fields: ReadonlyMap<string, StoredField>
}

export function readRows(database: DatabaseSync, query: RowQuery): readonly LedgerRow[] {
  const { where, values } = conditions(query)
  const order = query.newestFirst === true ? 'DESC' : 'ASC'
  const fieldsOf = database.prepare('SELECT field, salt, value FROM personal WHERE seq = ?')
  return database
    .prepare(`SELECT seq, line, hash FROM line ${where} ORDER BY seq ${order} LIMIT ?`)
    .all(...values, query.limit ?? 500)
    .map((row) => ({
      seq: Number(row['seq']),
      text: String(row['line']),
      hash: String(row['hash']),
      fields: new Map(
        fieldsOf
          .all(Number(row['seq']))
          .map(({ field, salt, value }) => [String(field), { salt: bytes(salt), value: bytes(value) }]),
      ),
    }))
}

/** The WHERE clause for what of the query is given, and the values for its question marks. */
function conditions(query: RowQuery): { readonly where: string; readonly values: readonly SQLInputValue[] } {
  const { seq, after, before, since, until, device } = query
  const given: readonly (readonly [string, readonly (string | number)[]])[] = [
    ['seq = ?', seq === undefined ? [] : [seq]],
    ['seq > ?', after === undefined ? [] : [after]],
    ['seq < ?', before == null ? [] : [before]],
    ['at >= ?', since == null ? [] : [since]],
    ['at < ?', until == null ? [] : [until]],
    ['(udid = ? OR serial = ?)', device == null ? [] : [device, device.toUpperCase()]],
  ]
  const used = given.filter(([, values]) => values.length > 0)
  const where = used.length === 0 ? '' : `WHERE ${used.map(([sql]) => sql).join(' AND ')}`
  return { where, values: used.flatMap(([, values]) => values) }
}

function bytes(value: unknown): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0)
}

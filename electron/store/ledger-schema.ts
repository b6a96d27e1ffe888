import { DatabaseSync } from 'node:sqlite'
import { fileTrouble } from '../lib/file-trouble.ts'

/**
 * `line` is the truth; what is beside it for searching is computed from it and so cannot differ. The triggers are against
 * accidents: whoever wants to change a line will find a way, and `verify` will find the line.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS line (
    seq INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    hash TEXT NOT NULL,
    at INTEGER GENERATED ALWAYS AS (json_extract(line, '$.at')) VIRTUAL,
    udid TEXT GENERATED ALWAYS AS (json_extract(line, '$.device.udid')) VIRTUAL,
    serial TEXT GENERATED ALWAYS AS (json_extract(line, '$.device.serial')) VIRTUAL,
    epoch INTEGER GENERATED ALWAYS AS (json_extract(line, '$.journal.epoch')) VIRTUAL,
    journal_seq INTEGER GENERATED ALWAYS AS (json_extract(line, '$.journal.seq')) VIRTUAL,
    part INTEGER GENERATED ALWAYS AS (json_extract(line, '$.journal.part')) VIRTUAL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS line_once ON line (epoch, journal_seq, part) WHERE epoch IS NOT NULL;
  CREATE INDEX IF NOT EXISTS line_udid ON line (udid);
  CREATE INDEX IF NOT EXISTS line_serial ON line (serial);
  CREATE INDEX IF NOT EXISTS line_at ON line (at);
  CREATE TRIGGER IF NOT EXISTS line_stays BEFORE UPDATE ON line BEGIN SELECT RAISE(ABORT, 'a line never changes'); END;
  CREATE TRIGGER IF NOT EXISTS line_is_kept BEFORE DELETE ON line BEGIN SELECT RAISE(ABORT, 'a line is never removed'); END;
  CREATE TABLE IF NOT EXISTS personal (
    seq INTEGER NOT NULL, field TEXT NOT NULL, salt BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (seq, field)
  ) STRICT;`

/**
 * As durable as the journal: lines that come from no journal are nowhere else. What is erased is overwritten, not only
 * let go (`secure_delete`).
 * @throws AppError `app.diskFull`, `app.fileUnwritable`
 */
export function openLedgerDatabase(path: string, readOnly: boolean): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: 5000, readOnly })
    if (readOnly) return database
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    database.exec('PRAGMA secure_delete = ON')
    // One transaction: each would wait for the disk.
    database.exec(`BEGIN IMMEDIATE; ${schema}; COMMIT`)
    return database
  } catch (error) {
    database?.close()
    throw fileTrouble(path, error)
  }
}

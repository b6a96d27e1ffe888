import { z } from 'zod'
import { constantTimeEqual, hmacSha256, randomBytes } from '../../../lib/crypto.ts'
import { badRequest } from './failure.ts'
import type { ProgramDatabase } from './store/open.ts'

/**
 * A place in a server's list. `at` is where fetching has come to (the `seq` of a device, null once it has seen all),
 * `since` the last change that was told or that the fetched rows contain.
 */
export type Cursor = {
  readonly server: string
  readonly at: number | null
  readonly since: number
  readonly issuedAt: number
}

const shape = z.tuple([z.string(), z.number().int().nullable(), z.number().int(), z.number()])
/** Apple: a cursor older than seven days has expired, and none is longer than a thousand characters. */
const lifeMs = 7 * 24 * 3_600_000
const longest = 1000
const macLength = 16

export async function writeCursor(db: ProgramDatabase, cursor: Cursor): Promise<string> {
  const { server, at, since, issuedAt } = cursor
  const content = Buffer.from(JSON.stringify([server, at, since, issuedAt]))
  return Buffer.concat([mac(await cursorKey(db), content), content]).toString('base64url')
}

/** @throws ProgramFailure 400 INVALID_CURSOR for one that is not ours or another server's, EXPIRED_CURSOR */
export async function readCursor(db: ProgramDatabase, text: string, server: string, now: number): Promise<Cursor> {
  const bytes = Buffer.from(text.slice(0, longest + 1), 'base64url')
  const content = bytes.subarray(macLength)
  if (text.length > longest || !constantTimeEqual(bytes.subarray(0, macLength), mac(await cursorKey(db), content)))
    throw badRequest('INVALID_CURSOR')
  const [owner, at, since, issuedAt] = shape.parse(JSON.parse(content.toString('utf8')))
  if (owner !== server) throw badRequest('INVALID_CURSOR')
  if (now - issuedAt > lifeMs) throw badRequest('EXPIRED_CURSOR')
  return { server: owner, at, since, issuedAt }
}

function mac(key: Uint8Array, content: Uint8Array): Buffer {
  return hmacSha256(key, content).subarray(0, macLength)
}

/** Kept, so that cursors outlive a restart as Apple's do. A new key makes every cursor invalid. */
async function cursorKey(db: ProgramDatabase): Promise<Buffer> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', 'cursorKey').executeTakeFirst()
  return row === undefined ? renewCursorKey(db) : Buffer.from(row.value, 'hex')
}

export async function renewCursorKey(db: ProgramDatabase): Promise<Buffer> {
  const key = randomBytes(32)
  await db
    .insertInto('setting')
    .values({ name: 'cursorKey', value: key.toString('hex') })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: key.toString('hex') }))
    .execute()
  return key
}

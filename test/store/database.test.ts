import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Generated } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'

type Tables = { readonly note: { readonly id: Generated<number>; readonly text: string; readonly done: number } }

const directories: string[] = []

function newFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'slipway-db-'))
  directories.push(directory)
  return join(directory, 'test.sqlite')
}

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

async function withNotes(path: string, durable = false) {
  const db = openDatabase<Tables>(path, { durable })
  await sql`create table if not exists note (id integer primary key, text text not null, done integer not null)`.execute(
    db,
  )
  return db
}

describe('the database file', () => {
  it('gives back what was written, booleans as 0 and 1, and rows that an insert returns', async () => {
    const db = await withNotes(newFile())
    const row = await db.insertInto('note').values({ text: 'é', done: 1 }).returningAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ id: 1, text: 'é', done: 1 })
    const update = await db.updateTable('note').set({ done: 0 }).executeTakeFirstOrThrow()
    expect(update.numUpdatedRows).toBe(1n)
    await db.destroy()
  })

  it('keeps its rows over a close and is in WAL mode', async () => {
    const path = newFile()
    const first = await withNotes(path, true)
    await first.insertInto('note').values({ text: 'kept', done: 0 }).execute()
    expect((await sql<{ synchronous: number }>`pragma synchronous`.execute(first)).rows[0]?.synchronous).toBe(2)
    await first.destroy()
    const second = await withNotes(path)
    expect((await sql<{ journal_mode: string }>`pragma journal_mode`.execute(second)).rows[0]?.journal_mode).toBe('wal')
    expect(await second.selectFrom('note').select('text').execute()).toEqual([{ text: 'kept' }])
    await second.destroy()
  })

  it('runs transactions that were started together one after another', async () => {
    const db = await withNotes(newFile())
    await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        db.transaction().execute(async (trx) => {
          await trx
            .insertInto('note')
            .values({ text: `${index}a`, done: 0 })
            .execute()
          await trx
            .insertInto('note')
            .values({ text: `${index}b`, done: 0 })
            .execute()
        }),
      ),
    )
    const texts = await db.selectFrom('note').select('text').orderBy('id').execute()
    expect(texts.map((row) => row.text)).toEqual(['0a', '0b', '1a', '1b', '2a', '2b', '3a', '3b', '4a', '4b'])
    await db.destroy()
  })

  it('forgets what a failed transaction wrote', async () => {
    const db = await withNotes(newFile())
    const failing = db.transaction().execute(async (trx) => {
      await trx.insertInto('note').values({ text: 'lost', done: 0 }).execute()
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await db.selectFrom('note').selectAll().execute()).toEqual([])
    await db.destroy()
  })
})

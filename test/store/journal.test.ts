import { readFileSync, writeFileSync } from 'node:fs'
import { copyFile, mkdtemp, rm, stat, truncate } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { JournalFile } from '../../electron/store/journal.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'

let folder: string
let path: string
const order: JournalEvent = { type: 'eraseOrdered', at: 100, runId: 'run one' }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-journal-'))
  path = join(folder, 'journal.sqlite')
  const journal = new JournalFile(join(folder, 'written.sqlite'))
  for (let at = 0; at < 120; at += 1) journal.append('device one', at === order.at ? order : { type: 'detached', at })
  journal.close()
})
beforeEach(() => copyFile(join(folder, 'written.sqlite'), path))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The events, or the code of what is said instead. */
function readAgain(): readonly JournalEvent[] | string {
  let journal: JournalFile | null = null
  try {
    journal = new JournalFile(path)
    const events: JournalEvent[] = []
    journal.replay((_udid, event) => events.push(event))
    return events
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  } finally {
    journal?.close()
  }
}

function sql(text: string): void {
  const database = new DatabaseSync(path)
  database.exec(text)
  database.close()
}

/** One bit of the place where this text stands falls over. */
function flipBitAt(text: string, bit: number): void {
  const bytes = readFileSync(path)
  const at = bytes.indexOf(text)
  expect(at).toBeGreaterThan(0)
  bytes[at + Math.floor(bit / 8)]! ^= 1 << (bit % 8)
  writeFileSync(path, bytes)
}

test('what was written is read in its order', () => {
  const events = readAgain()
  expect(events).toHaveLength(120)
  expect(events[100]).toEqual(order)
})

test.each([
  ['its type', '"eraseOrdered"', 8],
  ['a quote', '"eraseOrdered"', 0],
  ['the run it names', 'run one', 2],
])('a bit that fell over in %s loses no order of an erase in silence', (_what, text, bit) => {
  flipBitAt(text, bit)
  expect(readAgain()).toBe('app.journalDamaged')
})

test('a line that turned up under another device is noticed', () => {
  sql(`UPDATE event SET udid = 'device two' WHERE type = 'eraseOrdered'`)
  expect(readAgain()).toBe('app.journalDamaged')
})

test('a file that lost its end, or its beginning, is said to be damaged', async () => {
  await truncate(path, (await stat(path)).size - 4096)
  expect(readAgain()).toBe('app.journalDamaged')
  writeFileSync(path, Buffer.alloc(8192, 7))
  expect(readAgain()).toBe('app.journalDamaged')
})

test('a line of a newer version is not left out', () => {
  sql(`INSERT INTO event (udid, at, type, body) VALUES ('device one', 1, 'beamed', '{"type":"beamed","at":1}')`)
  expect(readAgain()).toBe('app.journalNewer')
})

test('a journal from before there were checksums goes on', () => {
  sql('ALTER TABLE event DROP COLUMN crc')
  expect(readAgain()).toHaveLength(120)
  const journal = new JournalFile(path)
  expect(journal.append('device one', { type: 'detached', at: 120 })).toBe(121)
  journal.close()
  expect(readAgain()).toHaveLength(121)
})

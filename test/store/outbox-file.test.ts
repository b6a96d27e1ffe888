import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OutboxFile } from '../../electron/store/outbox-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-outbox-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test.each(['{"kind":#', '{"kind":"beamed"}'])('a word to Intune that reads %s is not lost in silence', (body) => {
  const path = join(folder, 'outbox.sqlite')
  const outbox = new OutboxFile(path)
  expect(outbox.all()).toEqual([])
  const database = new DatabaseSync(path)
  database.prepare('INSERT INTO intent (id, body) VALUES (?, ?)').run('x', body)
  database.close()
  expect(() => outbox.all()).toThrow(/outbox .* is damaged/)
  outbox.close()
})

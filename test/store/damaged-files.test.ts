import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { JournalFile } from '../../electron/store/journal.ts'
import { LedgerFile } from '../../electron/store/ledger-file.ts'
import { OutboxFile } from '../../electron/store/outbox-file.ts'
import { openSecretBox } from '../../electron/store/secret-box.ts'
import { openStore } from '../../electron/store/store.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-damaged-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const ledger = (path: string) =>
  new LedgerFile({ path, headPath: `${path}.head`, readOnly: false, now: () => 1_764_000_000_000 })

test.each([
  ['the journal', 'app.journalDamaged', (path: string) => new JournalFile(path)],
  ['the outbox', 'app.fileDamaged', (path: string) => new OutboxFile(path)],
  ['the ledger', 'app.fileDamaged', ledger],
  [
    'the store',
    'app.fileDamaged',
    async (path: string) => openStore(path, await openSecretBox({ kind: 'keyFile', path: `${path}.key` })),
  ],
])('%s, once it is no database any more, is called damaged', async (_name, code, open) => {
  const path = join(folder, 'file.sqlite')
  await writeFile(path, 'what a failing disk leaves behind'.repeat(300))
  await expect(async () => open(path)).rejects.toMatchObject({ code })
})

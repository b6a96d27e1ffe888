import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openArchive } from '../../electron/archive.ts'
import { next } from '../../electron/engine/machine.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState } from '../../electron/engine/state.ts'
import { stageOf } from '../../electron/engine/view.ts'
import { ledgerPaths } from '../../electron/ledger/ledger-paths.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { openDataDirectory } from '../../electron/store/data-directory.ts'
import { LedgerFile } from '../../electron/store/ledger-file.ts'
import { OutboxFile } from '../../electron/store/outbox-file.ts'
import { openSecretBox } from '../../electron/store/secret-box.ts'
import { openStore } from '../../electron/store/store.ts'
import { asAppError } from '../../src-shared/errors.ts'
import { intent } from '../../src-shared/outbox.ts'
import type { Intent } from '../../src-shared/outbox.ts'
import { readLines, visit, writeLines } from '../store/journal-lines.ts'
import { device, draft } from './ledger-bench.ts'

let dir: string
const file = (name: string): string => join(dir, name)
const ada = 'Ada Lovelace'
const grace = 'Grace Hopper'

const told = (serial: string, operator: string, over: Partial<Intent> = {}): Intent =>
  intent.parse({
    id: crypto.randomUUID(),
    serial,
    tenantId: 't',
    task: { kind: 'setName', recordId: 'r', name: `${operator} phone` },
    state: 'done',
    attempts: 1,
    createdAt: 3_000,
    sentAt: 3_000,
    endedAt: 3_000,
    requestId: null,
    lastError: { code: 'app.timeout', message: `of ${operator}`, details: { device: `of ${operator}` } },
    before: null,
    note: null,
    origin: null,
    consent: { operator, at: 3_000, way: 'serialEnd', typed: '0001', runId: null },
    ...over,
  })

/** Ada staged device `a` at 1,000, Grace device `b` at 5,000; each was on shift. */
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'slipway-forget-'))
  const directory = openDataDirectory(dir, 'practice')
  const box = await openSecretBox({ kind: 'keyFile', path: file('secrets.key') })
  const store = await openStore(file('slipway.sqlite'), box)
  for (const [name, at] of [
    [ada, 1_000],
    [grace, 5_000],
  ] as const) {
    await store.shifts.begin({ id: name, name }, at)
    const open = await store.shifts.open()
    const review = { unfinished: [], awaitingUser: [], outboxOpen: 0, outboxNeedPerson: 0, deadlines: [] }
    await store.shifts.end(open!.id, at + 500, `from ${name}`, review)
  }
  await store.close()
  const both = [...visit('a', 1_000, ada), ...visit('b', 5_000, grace)]
  writeLines(
    file('journal.sqlite'),
    both.map((event, index) => {
      const udid = index < both.length / 2 ? 'a' : 'b'
      // The cable tells more than a journal is read for, and all of it is written.
      if (event.type === 'identified') Object.assign(event.facts, { iccid: `89 of ${udid}` })
      return [udid, event]
    }),
  )
  const ledger = new LedgerFile({ ...ledgerPaths(file), readOnly: false, now: () => 9_000 })
  ledger.append([
    draft({ at: 1_000, device: device('a', 'SA'), personal: { operator: ada, deviceName: `${ada}’s` } }),
    draft({ at: 5_000, device: device('b', 'SB'), personal: { operator: grace } }),
  ])
  ledger.close()
  outbox((of) => of.put([told('SA', ada), told('SB', grace, { createdAt: 6_000 })]))
  directory.close()
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function outbox<T>(work: (file: OutboxFile) => T): T {
  const opened = new OutboxFile(file('outbox.sqlite'))
  try {
    return work(opened)
  } finally {
    opened.close()
  }
}

type Order = { readonly olderThan?: number; readonly device?: string }
async function forget({ olderThan, device: of }: Order, confirm: number | null) {
  const archive = openArchive({ dataDir: dir, readOnly: false, operator: 'root', clock: systemClock })
  try {
    return await archive.handlers['ledger.forget']({ olderThan: olderThan ?? null, device: of ?? null, confirm })
  } finally {
    archive.close()
  }
}

/** Files in which these bytes are anywhere, in free pages and logs too. */
const holding = (text: string): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text))
    .map((path) => path.slice(dir.length + 1))

function states(): ReadonlyMap<string, DeviceState> {
  const found = new Map<string, DeviceState>()
  for (const { udid, event } of readLines(file('journal.sqlite')).lines)
    found.set(udid, next(found.get(udid) ?? unknownDevice(udid), event).state)
  return found
}

describe('what is forgotten', () => {
  test.each<readonly [string, Order]>([
    ['of everything older than a time', { olderThan: 4_000 }],
    ['of a device by its serial number, shifts apart', { device: 'sa' }],
  ])('%s is in no file of the directory any more, and everything else is as it was', async (_how, order) => {
    const before = states()
    expect(holding(ada)).toEqual(expect.arrayContaining(['journal.sqlite', 'ledger.sqlite', 'outbox.sqlite']))
    const { fields } = await forget(order, null)
    expect(holding(ada)).not.toEqual([])
    expect(await forget(order, fields)).toMatchObject({ fields, forgotten: true })
    expect(holding(ada)).toEqual(order.device === undefined ? [] : ['slipway.sqlite'])
    expect(holding('35a')).toEqual([])
    expect([holding('89 of a'), holding('89 of b')]).toEqual([[], ['journal.sqlite']])
    expect(holding(grace)).toEqual(expect.arrayContaining(['journal.sqlite', 'ledger.sqlite', 'outbox.sqlite']))
    const after = states()
    expect(after.get('b')).toEqual(before.get('b'))
    const [was, is] = [before.get('a')!, after.get('a')!]
    expect({ ...is.run, operator: ada, error: null, profilesBefore: null }).toEqual({
      ...was.run,
      error: null,
      profilesBefore: null,
    })
    expect(stageOf(is)).toBe(stageOf(was))
    expect(is.run?.error).toEqual({ code: 'app.timeout', message: 'app.timeout', details: { device: '…' } })
    expect(is.facts).toEqual({ ...was.facts, name: null, imei: null })
    // Nothing is left to forget, and that is no line.
    expect(await forget(order, null)).toMatchObject({ fields: 0 })
  })

  test('also where the lines were folded into one', async () => {
    writeLines(file('journal.sqlite'), [])
    const database = new DatabaseSync(file('journal.sqlite'))
    database.exec('DELETE FROM event')
    database.close()
    const {
      identifyError: _e,
      journalError: _j,
      ...state
    } = visit('a', 1_000, ada).reduce((was, event) => next(was, event).state, unknownDevice('a'))
    const folded = {
      type: 'folded' as const,
      at: 1_100,
      state: JSON.parse(JSON.stringify({ ...state, identifyError: null })),
    }
    writeLines(file('journal.sqlite'), [['a', folded]])
    expect(holding(ada)).toContain('journal.sqlite')
    const { fields } = await forget({ device: 'a' }, null)
    await forget({ device: 'a' }, fields)
    expect(holding(ada)).not.toContain('journal.sqlite')
    expect(states().get('a')?.run).toMatchObject({ operator: null, status: 'failed' })
  })

  test('is said in a line of the ledger, with what was erased beside it', async () => {
    const { fields } = await forget({ device: 'a' }, null)
    await forget({ device: 'a' }, fields)
    const ledger = new LedgerFile({ ...ledgerPaths(file), readOnly: true, now: () => 0 })
    expect(JSON.parse(ledger.rows({ newestFirst: true })[0]!.text)).toMatchObject({
      kind: 'personalForgotten',
      data: { fields: 2, elsewhere: fields - 2, device: 'a' },
    })
    ledger.close()
  })
})

describe('nothing is forgotten', () => {
  const code = async (order: Order): Promise<string> => {
    const { fields } = await forget(order, null)
    const before = holding(ada)
    const error = (await forget(order, fields).catch(asAppError)) as { readonly code?: string }
    expect(holding(ada)).toEqual(before)
    return error.code ?? 'done'
  }

  test('while a run is at work on the device, also one that a dead process left', async () => {
    writeLines(
      file('journal.sqlite'),
      visit('a', 2_000, ada)
        .slice(0, 4)
        .map((event) => ['a', event]),
    )
    expect(await code({ device: 'a' })).toBe('ledger.forgetBusy')
  })

  test('while Intune has still to be told with it', async () => {
    outbox((of) => of.put([told('SA', ada, { state: 'waiting', endedAt: null })]))
    expect(await code({ device: 'a' })).toBe('ledger.forgetBusy')
  })

  test('while a Slipway works there that is not asked to do it itself', async () => {
    const directory = openDataDirectory(dir, 'practice')
    expect(await forget({ device: 'a' }, null).catch((error: unknown) => asAppError(error).code)).toBe(
      'app.dataDirectoryInUse',
    )
    directory.close()
  })

  test('in a folder in which a ledger lies alone, but of the ledger', async () => {
    for (const name of readdirSync(dir)) if (!name.startsWith('ledger')) rmSync(file(name))
    expect(await forget({ device: 'a' }, 2)).toMatchObject({ fields: 2, forgotten: true })
    expect(holding(ada)).toEqual([])
    expect(existsSync(file('journal.sqlite'))).toBe(false)
  })
})

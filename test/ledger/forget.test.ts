import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openArchive } from '../../electron/archive.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { asAppError } from '../../src-shared/errors.ts'
import type { LedgerEntry } from '../../src-shared/ledger.ts'
import { device, draft, LedgerBench } from './ledger-bench.ts'

let bench: LedgerBench
beforeEach(() => {
  bench = new LedgerBench()
  bench.with((file) =>
    file.append([
      draft({
        at: 1_000,
        device: device('UDID-A', 'SERIALA'),
        personal: { operator: 'Ada Lovelace', deviceName: 'Ada’s' },
      }),
      draft({ at: 2_000, device: device('UDID-B', 'SERIALB'), personal: { operator: 'Ada Lovelace' } }),
      draft({ at: 3_000 }),
      draft({ at: 4_000, device: device('UDID-A', 'SERIALA'), personal: { operator: 'Grace Hopper' } }),
    ]),
  )
})
afterEach(() => bench.dispose())

function inArchive<T>(work: (handlers: ReturnType<typeof openArchive>['handlers']) => Promise<T>): Promise<T> {
  const archive = openArchive({ dataDir: bench.dir, readOnly: false, operator: 'root', clock: systemClock })
  return work(archive.handlers).finally(() => archive.close())
}

type Order = { readonly olderThan?: number; readonly device?: string; readonly confirm?: number }
const forget = ({ olderThan, device: of, confirm }: Order) =>
  inArchive((handlers) =>
    handlers['ledger.forget']({ olderThan: olderThan ?? null, device: of ?? null, confirm: confirm ?? null }),
  )

function entries(): Promise<readonly LedgerEntry[]> {
  const all = { before: null, limit: 100, device: null, since: null, until: null }
  return inArchive(async (handlers) => (await handlers['ledger.list'](all)).entries.toReversed())
}

const names = async () => (await entries()).map(({ personal }) => personal['operator']?.value)

describe('forgetting', () => {
  test.each<readonly [string, Order, number, readonly (string | null | undefined)[]]>([
    ['by age', { olderThan: 3_500 }, 3, [null, null, undefined, 'Grace Hopper', 'root']],
    [
      'by device, named by its serial number in any case',
      { device: 'seriala' },
      3,
      [null, 'Ada Lovelace', undefined, null, 'root'],
    ],
    [
      'by device and age',
      { device: 'UDID-A', olderThan: 3_500 },
      2,
      [null, 'Ada Lovelace', undefined, 'Grace Hopper', 'root'],
    ],
  ])('%s erases these fields, keeps every line, and the chain still verifies', async (_how, order, fields, left) => {
    const before = bench.look((file) => file.rows({}).map(({ text }) => text))
    expect(await forget(order)).toMatchObject({ fields, forgotten: false })
    expect(await bench.verdict()).toMatchObject({ ok: true, forgotten: 0 })
    expect(await forget({ ...order, confirm: fields })).toMatchObject({ fields, forgotten: true })
    expect(await names()).toEqual(left)
    expect(bench.look((file) => file.rows({}).map(({ text }) => text)).slice(0, 4)).toEqual(before)
    expect(await bench.verdict()).toMatchObject({ ok: true, forgotten: fields, head: { count: 5 } })
  })

  test('says in a line what was erased, and by whom', async () => {
    await forget({ device: 'UDID-A', confirm: 3 })
    const last = (await entries()).at(-1)
    expect(last?.line).toMatchObject({
      kind: 'personalForgotten',
      data: {
        fields: 3,
        device: 'UDID-A',
        olderThan: null,
        lines: [
          [1, 1],
          [4, 4],
        ],
      },
    })
    expect(last?.personal['operator']?.value).toBe('root')
  })

  test('leaves nothing of the values in any file of the directory', async () => {
    const has = (): boolean =>
      ['ledger.sqlite', 'ledger.sqlite-wal'].some((name) => {
        try {
          return readFileSync(join(bench.dir, name)).includes('Ada Lovelace')
        } catch {
          return false
        }
      })
    expect(has()).toBe(true)
    await forget({ olderThan: 3_500, confirm: 3 })
    expect(has()).toBe(false)
  })

  test('does nothing for another number than it counted, or when nothing was named', async () => {
    expect((await forget({ olderThan: 3_500, confirm: 2 }).catch(asAppError)) as unknown).toMatchObject({
      code: 'ledger.countMismatch',
    })
    expect((await forget({ confirm: 4 }).catch(asAppError)) as unknown).toMatchObject({ code: 'ledger.forgetWhat' })
    expect(await names()).toEqual(['Ada Lovelace', 'Ada Lovelace', undefined, 'Grace Hopper'])
  })

  test('of what is forgotten already writes no line', async () => {
    await forget({ olderThan: 3_500, confirm: 3 })
    expect(await forget({ olderThan: 3_500, confirm: 0 })).toMatchObject({ fields: 0, forgotten: false })
    expect(await entries()).toHaveLength(5)
  })

  test('excuses no other loss', async () => {
    await forget({ device: 'UDID-A', confirm: 3 })
    bench.tamper('DELETE FROM personal WHERE seq = 2')
    expect(await bench.verdict()).toMatchObject({ ok: false, flaw: { kind: 'personalMissing', line: 2 } })
  })
})

test('a directory without a ledger is said to have none', () => {
  const open = () => openArchive({ dataDir: '/nowhere', readOnly: true, operator: null, clock: systemClock })
  expect(open).toThrow(/no ledger in \/nowhere/)
})

test.each([
  ['a text', 'these are no lines', true],
  ['nothing at all', '', true],
  ['a text, to who would write in it,', 'these are no lines', false],
])('a file of that name that holds %s is said to be no ledger', (_what, text, readOnly) => {
  writeFileSync(join(bench.dir, 'ledger.sqlite'), text)
  for (const ending of ['-wal', '-shm']) rmSync(join(bench.dir, `ledger.sqlite${ending}`), { force: true })
  const open = () => openArchive({ dataDir: bench.dir, readOnly, operator: null, clock: systemClock })
  expect(open).toThrow(/not a ledger of Slipway/)
})

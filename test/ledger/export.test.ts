import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { byteOrderMark, csvCell } from '../../electron/ledger/csv.ts'
import { exportLedger } from '../../electron/ledger/export.ts'
import type { ExportOrder } from '../../electron/ledger/export.ts'
import { device, draft, LedgerBench } from './ledger-bench.ts'

let bench: LedgerBench
beforeEach(() => {
  bench = new LedgerBench()
})
afterEach(() => bench.dispose())

async function exported(order: Partial<ExportOrder>): Promise<{ readonly text: string; readonly lines: number }> {
  const file = bench.open(true)
  let text = ''
  try {
    for await (const item of exportLedger(file, { format: 'json', bom: false, since: null, until: null, ...order })) {
      if (item.kind === 'done') return { text, lines: item.lines }
      text += item.text
    }
  } finally {
    file.close()
  }
  throw new Error('the export did not end')
}

describe('a cell', () => {
  test.each([
    ['=1+1', `'=1+1`],
    ['+1', `'+1`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    [' =1+1', `' =1+1`],
    ['\t=1', `"'\t=1"`],
    ['＝1', `'＝1`],
    ['\u200B=1', `'\u200B=1`],
    ['Ada’s iPhone', 'Ada’s iPhone'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['', ''],
  ])('%j is written as %j', (text, written) => {
    expect(csvCell(text)).toBe(written)
  })
})

describe('an export', () => {
  beforeEach(() => {
    const lines = Array.from({ length: 450 }, (_none, index) =>
      draft({ at: index, device: device('U', 'S'), personal: { deviceName: '=cmd|calc' } }),
    )
    bench.with((file) => file.append(lines))
  })

  test('as CSV has a heading and every line, by RFC 4180', async () => {
    const { text, lines } = await exported({ format: 'csv' })
    const rows = text.split('\r\n')
    expect(lines).toBe(450)
    expect(rows).toHaveLength(452)
    expect(rows[0]).toMatch(/^line,time,kind,serial,/)
    expect(rows[1]).toMatch(/^1,1970-01-01T00:00:00.000Z,prepared,S,U,.*,'=cmd\|calc,/)
    expect(text.startsWith(byteOrderMark)).toBe(false)
    expect((await exported({ format: 'csv', bom: true })).text.startsWith(byteOrderMark)).toBe(true)
  })

  test('as JSON is one document, with the head it ends at', async () => {
    const { text } = await exported({})
    const document = JSON.parse(text) as { complete: boolean; head: object; entries: unknown[] }
    expect(document).toMatchObject({ format: 'slipway-ledger', version: 1, complete: true })
    expect(document.entries).toHaveLength(450)
    expect(document.head).toEqual(bench.look((file) => file.head()))
  })

  test('of a period holds what happened in it, and says that it is not everything', async () => {
    const { text, lines } = await exported({ since: 10, until: 20 })
    expect(lines).toBe(10)
    expect(JSON.parse(text)).toMatchObject({ complete: false })
  })

  test('shows what was erased as erased', async () => {
    bench.with((file) => file.forget({ olderThan: 1, device: null, confirm: 1 }, null, 0))
    expect((await exported({ format: 'csv' })).text.split('\r\n')[1]).toContain(',[erased],')
    expect((JSON.parse((await exported({})).text) as { entries: unknown[] }).entries[0]).toMatchObject({
      personal: { deviceName: { value: null, salt: null } },
    })
  })

  test('of an empty ledger is a document, too', async () => {
    const empty = new LedgerBench()
    empty.with(() => {})
    const own = bench
    bench = empty
    expect(JSON.parse((await exported({})).text)).toMatchObject({ entries: [] })
    bench = own
    empty.dispose()
  })
})

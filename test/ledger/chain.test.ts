import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src-shared/canonical-json.ts'
import type { LedgerLine } from '../../src-shared/ledger.ts'
import { hashLine } from '../../electron/store/ledger-line.ts'
import { draft, LedgerBench } from './ledger-bench.ts'

let bench: LedgerBench
beforeEach(() => {
  bench = new LedgerBench()
})
afterEach(() => bench.dispose())

function fill(count: number): void {
  const one = (_none: unknown, at: number) => draft({ at, personal: { operator: `ada ${at}` } })
  bench.with((file) => file.append(Array.from({ length: count }, one)))
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

function lineAt(seq: number): LedgerLine {
  return bench.look((file) => JSON.parse(file.rows({ seq })[0]?.text ?? '') as LedgerLine)
}

describe('a chain nobody touched', () => {
  test('verifies, empty and with lines, and says where it ends', async () => {
    bench.with(() => {})
    expect(await bench.verdict()).toMatchObject({ ok: true, head: { count: 0, hash: '0'.repeat(64) } })
    fill(3)
    const head = bench.with((file) => file.head())
    expect(await bench.verdict()).toEqual({ ok: true, head, forgotten: 0, flaw: null })
    expect(JSON.parse(readFileSync(bench.paths.headPath, 'utf8'))).toEqual(head)
  })

  test('verifies over several pages', async () => {
    bench.with((file) => file.append(Array.from({ length: 1_203 }, (_none, at) => draft({ at }))))
    expect(await bench.verdict()).toMatchObject({ ok: true, head: { count: 1_203 } })
  })

  test('verifies whatever is written', async () => {
    // Halves of surrogate pairs and control characters among them.
    const words = fc.array(fc.nat({ max: 0xff_ff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units))
    const line = fc.record({ data: fc.dictionary(fc.string({ maxLength: 5 }), words), who: words })
    const drafts = fc.sample(line, 200).map(({ data, who }) => draft({ data, personal: { operator: who } }))
    bench.with((file) => file.append(drafts))
    expect(await bench.verdict()).toMatchObject({ ok: true, head: { count: 200 } })
  })

  test('is not changed by Slipway’s own means', () => {
    fill(2)
    const database = new DatabaseSync(bench.paths.path)
    expect(() => database.exec('UPDATE line SET hash = 1')).toThrow(/never changes/)
    expect(() => database.exec('DELETE FROM line')).toThrow(/never removed/)
    database.close()
  })
})

describe('a chain somebody touched', () => {
  const cases: readonly (readonly [string, () => void, string, number])[] = [
    [
      'a changed line',
      () => bench.tamper(`UPDATE line SET line = replace(line, 'prepared', 'enrolled') WHERE seq = 4`),
      'changed',
      4,
    ],
    [
      'a line of another shape',
      () => bench.tamper(`UPDATE line SET line = '{}', hash = ${quoted(hashLine('{}'))} WHERE seq = 4`),
      'unreadable',
      4,
    ],
    ['a removed line', () => bench.tamper('DELETE FROM line WHERE seq = 4'), 'misplaced', 4],
    [
      'a removed line, the rest moved up',
      () => bench.tamper('DELETE FROM line WHERE seq = 4', 'UPDATE line SET seq = seq - 1 WHERE seq > 4'),
      'misplaced',
      4,
    ],
    [
      'two lines that changed places',
      () =>
        bench.tamper(
          'UPDATE line SET seq = 99 WHERE seq = 4',
          'UPDATE line SET seq = 4 WHERE seq = 5',
          'UPDATE line SET seq = 5 WHERE seq = 99',
        ),
      'misplaced',
      4,
    ],
    ['a missing last line', () => bench.tamper('DELETE FROM line WHERE seq = 8'), 'endMissing', 8],
    ['a missing first line', () => bench.tamper('DELETE FROM line WHERE seq = 1'), 'misplaced', 1],
    ['no line left', () => bench.tamper('DELETE FROM line'), 'endMissing', 1],
    ['a line changed with its hash', () => replace(4, (line) => ({ ...line, at: 5 })), 'unlinked', 5],
    ['the last line changed with its hash', () => replace(8, (line) => ({ ...line, at: 5 })), 'endMissing', 8],
    [
      'a changed name',
      () => bench.tamper(`UPDATE personal SET value = CAST('eve' AS BLOB) WHERE seq = 4`),
      'personalChanged',
      4,
    ],
    [
      'a name that was never promised',
      () => bench.tamper(`INSERT INTO personal VALUES (4, 'deviceName', x'00', x'00')`),
      'personalChanged',
      4,
    ],
    ['a name that was removed', () => bench.tamper('DELETE FROM personal WHERE seq = 4'), 'personalMissing', 4],
    ['no head', () => rmSync(bench.paths.headPath), 'headMissing', 8],
    ['a head that says nothing', () => writeFileSync(bench.paths.headPath, '{}'), 'headMissing', 8],
  ]

  function replace(seq: number, change: (line: LedgerLine) => LedgerLine): void {
    const text = canonicalJson(change(lineAt(seq)))
    bench.tamper(`UPDATE line SET line = ${quoted(text)}, hash = ${quoted(hashLine(text))} WHERE seq = ${seq}`)
  }

  test.each(cases)('%s shows', async (_what, touch, kind, line) => {
    fill(8)
    touch()
    expect(await bench.verdict()).toMatchObject({ ok: false, flaw: { kind, line } })
  })

  test('any one character, anywhere, shows', async () => {
    fill(5)
    let judged = 0
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('line', 'hash'),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        fc.stringMatching(/^[ -~é]$/),
        async (column, seq, place, other) => {
          const row = bench.look((file) => file.rows({ seq })[0])
          const before = column === 'line' ? (row?.text ?? '') : (row?.hash ?? '')
          const at = place % before.length
          fc.pre(before[at] !== other)
          const after = before.slice(0, at) + other + before.slice(at + 1)
          // Texts that are no JSON are refused by the columns computed from them; that is a flaw that cannot be written.
          try {
            bench.tamper(`UPDATE line SET ${column} = ${quoted(after)} WHERE seq = ${seq}`)
          } catch {
            return
          }
          const verdict = await bench.verdict()
          judged += 1
          bench.tamper(`UPDATE line SET ${column} = ${quoted(before)} WHERE seq = ${seq}`)
          expect(verdict).toMatchObject({ ok: false, flaw: { line: seq } })
        },
      ),
      { numRuns: 60 },
    )
    expect(judged).toBeGreaterThan(20)
    expect(await bench.verdict()).toMatchObject({ ok: true })
  })

  test('a chain written anew from some line on is told by a head that was kept', async () => {
    fill(8)
    const kept = bench.with((file) => file.head())
    rmSync(bench.paths.path)
    rmSync(bench.paths.headPath)
    fill(9)
    expect(await bench.verdict()).toMatchObject({ ok: true })
    expect(await bench.verdict(kept)).toMatchObject({ ok: false, flaw: { kind: 'notTheKeptHead', line: 8 } })
  })

  test('a kept head that lies ahead of the ledger shows', async () => {
    fill(4)
    const kept = { count: 6, hash: 'a'.repeat(64) }
    expect(await bench.verdict(kept)).toMatchObject({ flaw: { kind: 'notTheKeptHead', line: 5 } })
  })
})

describe('the end of the ledger', () => {
  test('may be ahead of its head after a crash, and the next start mends that', async () => {
    fill(3)
    const behind = readFileSync(bench.paths.headPath)
    fill(2)
    writeFileSync(bench.paths.headPath, behind)
    expect(await bench.verdict()).toMatchObject({ ok: true, head: { count: 5 } })
    fill(1)
    expect(JSON.parse(readFileSync(bench.paths.headPath, 'utf8'))).toMatchObject({ count: 6 })
    expect(await bench.verdict()).toMatchObject({ ok: true })
  })

  test.each([
    ['lines are missing there', () => bench.tamper('DELETE FROM line WHERE seq > 6')],
    ['nobody can tell', () => rmSync(bench.paths.headPath)],
  ])('is never silently continued when %s', async (_what, touch) => {
    fill(8)
    touch()
    const { flaw } = await bench.verdict()
    fill(3)
    const after = await bench.verdict()
    expect(after.ok).toBe(false)
    expect(after.flaw).toEqual({ kind: 'endMissing', line: flaw?.kind === 'endMissing' ? flaw.line : 9 })
    fill(1)
    expect(
      bench.with((file) => file.rows({ limit: 99 }).filter(({ text }) => text.includes('endMissing'))),
    ).toHaveLength(1)
  })

  test('of a ledger that only was looked at is not written', () => {
    fill(2)
    rmSync(bench.paths.headPath)
    const file = bench.open(true)
    expect(file.head().count).toBe(2)
    expect(() => file.append([draft()])).toThrow()
    file.close()
    expect(existsSync(bench.paths.headPath)).toBe(false)
  })
})

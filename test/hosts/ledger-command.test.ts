import { describe, expect, test } from 'vitest'
import { readAge, readSince, readUntil } from '../../electron/hosts/cli/ledger-times.ts'
import { entriesTable, verdictText } from '../../electron/hosts/cli/ledger-words.ts'
import { whatText } from '../../src-shared/ledger-words.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'
import { ledgerFlaw, ledgerKinds } from '../../src-shared/ledger.ts'
import type { LedgerEntry } from '../../src-shared/ledger.ts'
import { device } from '../ledger/ledger-bench.ts'

const translators = [createTranslator('en'), createTranslator('fr')]
const [en] = translators as [ReturnType<typeof createTranslator>]
const hash = 'a'.repeat(64)

function entry(kind: string, over: Partial<LedgerEntry['line']> = {}, who: LedgerEntry['personal'] = {}): LedgerEntry {
  const line = {
    v: 1,
    seq: 1,
    at: 0,
    kind,
    journal: null,
    device: null,
    run: null,
    data: {},
    personal: {},
    prev: hash,
  } as const
  return { line: { ...line, ...over }, hash, personal: who }
}

describe('times', () => {
  const local = (text: string): number => new Date(text).getTime()

  test('are days or times of this computer, or carry their offset; of a day, --until takes the whole', () => {
    expect(readSince('2026-11-22', en.t)).toBe(local('2026-11-22T00:00'))
    expect(readUntil('2026-11-22', en.t)).toBe(local('2026-11-23T00:00'))
    expect(readUntil('2026-12-31', en.t)).toBe(local('2027-01-01T00:00'))
    expect(readUntil('2026-11-22T09:00', en.t)).toBe(local('2026-11-22T09:00'))
    expect(readSince('2026-11-22T09:00:00+02:00', en.t)).toBe(Date.UTC(2026, 10, 22, 7))
    expect(readSince(undefined, en.t)).toBeNull()
  })

  test('as an age are days back from now, or the time itself', () => {
    expect(readAge('30d', 40 * 86_400_000, en.t)).toBe(10 * 86_400_000)
    expect(readAge('2026-11-22', 0, en.t)).toBe(local('2026-11-22T00:00'))
    expect(readAge(undefined, 0, en.t)).toBeNull()
  })

  test.each(['yesterday', '2026-02-31', '2026-13-01', '22.11.2026', '2026-11-22 09:00', ''])(
    'do not guess: %j',
    (text) => {
      for (const { t } of translators) {
        expect(() => readSince(text, t)).toThrow(/2026-11-22/)
        expect(() => readUntil(text, t)).toThrow(/2026-11-22/)
        expect(() => readAge(text, 0, t)).toThrow(/365d/)
      }
    },
  )
})

describe('words', () => {
  test('for every kind of line and every flaw, in both languages, with no blank left open', () => {
    for (const translator of translators) {
      const kinds = [...ledgerKinds, 'ofANewerSlipway'].map((kind) => whatText(entry(kind), translator))
      expect(new Set(kinds).size).toBe(kinds.length)
      const flaws = ledgerFlaw.options.map((kind) =>
        verdictText({ ok: false, head: { count: 9, hash }, forgotten: 0, flaw: { kind, line: 7 } }, translator.t),
      )
      expect(new Set(flaws).size).toBe(flaws.length)
      for (const text of [...kinds, ...flaws]) expect(text).not.toMatch(/\{\{|undefined|ledger:(kind|flaw)/)
      for (const text of flaws) expect(text).toContain('7')
    }
  })

  test('of a table: who, or that it was erased, and a device by its serial number once that is known', () => {
    const table = entriesTable(
      [
        entry(
          'runStarted',
          { device: { ...device('UDID-A', 'x')!, serial: null } },
          { operator: { value: null, salt: null } },
        ),
        entry('prepared', { device: device('UDID-A', 'SERIALA') }, { operator: { value: 'ada\u001B[2J', salt: 'x' } }),
      ],
      en,
    )
    expect(table).toMatch(/SERIALA +\(erased\) +started/)
    expect(table).toMatch(/SERIALA +ada \[2J +prepared/)
    expect(table).not.toContain('UDID-A')
  })

  test('of a whole ledger tell where it ends, and what was erased', () => {
    const text = verdictText({ ok: true, head: { count: 2, hash }, forgotten: 1, flaw: null }, en.t)
    expect(text).toBe(
      [
        'The ledger is whole: 2 lines, unbroken.',
        '1 personal field was erased on purpose.',
        `Head: 2:${hash}`,
        'Keep the head somewhere else: it proves later that no line is missing at the end (verify --head).',
      ].join('\n'),
    )
  })
})

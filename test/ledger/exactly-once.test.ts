import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change } from '../../electron/engine/ports.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { LedgerDraft, LedgerLine } from '../../src-shared/ledger.ts'
import { fresh, used } from '../engine/fixtures.ts'
import { begun, changesOf, plugged, wholeStory } from './device-story.ts'
import { draft, followerOf, LedgerBench } from './ledger-bench.ts'
import { direct } from '../engine/fixtures.ts'

let bench: LedgerBench
beforeEach(() => {
  bench = new LedgerBench()
})
afterEach(() => bench.dispose())

const story = changesOf(wholeStory)
const replayed = (changes: readonly Change[]): readonly Change[] => changes.map((one) => ({ ...one, replayed: true }))

/** The lines, without what tells one start from another. */
function lines(own = bench): readonly Pick<LedgerLine, 'kind' | 'journal'>[] {
  return own.look((file) =>
    file
      .rows({ limit: 500 })
      .map(({ text }) => JSON.parse(text) as LedgerLine)
      .map(({ kind, journal }) => ({ kind, journal }))
      .filter(({ kind }) => kind !== 'stationStarted'),
  )
}

/** One process: reads back what earlier ones wrote, lives through some more, and ends well or is killed. */
function live(own: LedgerBench, from: number, to: number, end: 'close' | 'kill'): void {
  const file = own.open()
  const ledger = followerOf(file)
  for (const change of replayed(story.slice(0, from))) ledger.observe(change)
  ledger.started()
  for (const change of story.slice(from, to)) ledger.observe(change)
  if (end === 'close') ledger.close()
  file.close()
}

function wholeAtOnce(): ReturnType<typeof lines> {
  const own = new LedgerBench()
  live(own, 0, story.length, 'close')
  const told = lines(own)
  own.dispose()
  return told
}

describe('the journal is told once, in order', () => {
  test('whatever processes are killed between the journal and the ledger', async () => {
    const wanted = wholeAtOnce()
    expect(wanted.length).toBeGreaterThan(7)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: story.length }), fc.constantFrom('close', 'kill')), { maxLength: 4 }),
        async (ends) => {
          const own = new LedgerBench()
          const stops = ends.toSorted(([a], [b]) => a - b)
          let from = 0
          for (const [to, end] of [...stops, [story.length, 'close'] as const]) {
            live(own, from, to, end)
            from = to
          }
          const [told, verdict] = [lines(own), await own.verdict()]
          own.dispose()
          expect(told).toEqual(wanted)
          expect(verdict.ok).toBe(true)
        },
      ),
      { numRuns: 8 },
    )
  })

  test('when the ledger is new and the journal is old', () => {
    live(bench, story.length, story.length, 'close')
    expect(lines()).toEqual(wholeAtOnce())
  })

  test('and each start has a line of its own, after what was left untold', () => {
    live(bench, 0, 8, 'kill')
    live(bench, 8, 8, 'close')
    const kinds = bench.with((file) => file.rows({}).map(({ text }) => (JSON.parse(text) as LedgerLine).kind))
    expect(kinds).toEqual(['stationStarted', 'consentGiven', 'runStarted', 'eraseOrdered', 'stationStarted'])
  })
})

describe('a file that takes nothing', () => {
  test('loses nothing: what was told waits, in order, until there is room', () => {
    const file = bench.open()
    let full = true
    const follower = followerOf({
      journalCursor: () => file.journalCursor(),
      append: (drafts: readonly LedgerDraft[]) => {
        if (full) throw new AppError('app.diskFull', { path: 'x' })
        file.append(drafts)
      },
    })
    follower.started()
    for (const change of story.slice(0, 20)) follower.observe(change)
    follower.flush()
    expect(file.head().count).toBe(0)
    expect(() => follower.record('recoveryConsent', {})).toThrow(AppError)
    full = false
    for (const change of story.slice(20)) follower.observe(change)
    follower.close()
    file.close()
    expect(lines()).toEqual(wholeAtOnce())
  })

  test('takes all lines of one moment or none', () => {
    const file = bench.open()
    const place = { epoch: 1, seq: 1, part: 0 }
    expect(() => file.append([draft({ journal: place }), draft({ journal: place })])).toThrow(AppError)
    expect(file.head().count).toBe(0)
    file.close()
  })
})

test('a journal that begins anew is told again, and the ledger says that it did', async () => {
  live(bench, 0, story.length, 'close')
  const before = lines().length
  const file = bench.open()
  const ledger = followerOf(file)
  ledger.started()
  for (const change of changesOf([...plugged(used), begun(direct, false)])) ledger.observe(change)
  ledger.close()
  file.close()
  const again = bench.open()
  const next = followerOf(again)
  for (const change of replayed(changesOf([...plugged(fresh), begun(direct, false)]))) next.observe(change)
  next.close()
  again.close()
  expect(lines().slice(before)).toEqual([
    { kind: 'journalReplaced', journal: { epoch: 2, seq: 0, part: 0 } },
    { kind: 'runStarted', journal: { epoch: 2, seq: 3, part: 0 } },
  ])
  expect(await bench.verdict()).toMatchObject({ ok: true })
})

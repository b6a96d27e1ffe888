import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldJournal } from '../../electron/engine/journal-fold.ts'
import type { FoldLimits, JournalLine } from '../../electron/engine/journal-fold.ts'
import { next } from '../../electron/engine/machine.ts'
import { Pilots } from '../../electron/engine/pilots.ts'
import { isAtWork, isUnderWay, unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState } from '../../electron/engine/state.ts'
import { projectChange } from '../../electron/ledger/project.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { journalEvent } from '../../src-shared/journal.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { deeds, play } from './deeds.ts'
import { setupAssistant, used } from './fixtures.ts'

/** Blueprints that differ in what they do. */
const blueprints = [0, 1, 2].map((number): Blueprint => ({ ...setupAssistant, nameTemplate: `{serial}-${number}` }))

/** Three devices whose lines alternate, each line a moment after the one before; each run has its own blueprint. */
const journals = fc
  .array(fc.tuple(deeds, fc.constantFrom('as it is', 'to its end', 'and again')), { minLength: 3, maxLength: 3 })
  .map((lives) => {
    const events = lives.map(([all, then]) => {
      const on = play(all)
      if (then !== 'as it is') on.settle()
      if (then !== 'and again') return on.journal
      // Enrolled, and another run begun: what the first one proved is in no state any more.
      on.dispatch({ type: 'intuneState', at: 1, state: 'enrolled', fresh: true })
      on.start(false)
      on.work('failed')
      return on.journal
    })
    const longest = Math.max(...events.map(({ length }) => length))
    const inTurn = Array.from({ length: longest }, (_, row) =>
      events.flatMap((of, who) => of.slice(row, row + 1).map((event) => ({ udid: `device ${who}`, event }))),
    ).flat()
    return inTurn.map(({ udid, event }, index): JournalLine => {
      const blueprint = blueprints[index % 3]!
      const own = event.type === 'runStarted' ? { ...event, blueprint } : event
      return { udid, seq: index + 1, event: { ...own, at: 1_000 + index } }
    })
  })

const limits = fc.record({
  told: fc.integer({ min: 0, max: 150 }),
  foldBefore: fc.integer({ min: 1_000, max: 1_150 }),
  dropBefore: fc.integer({ min: 900, max: 1_150 }),
})

/** As the file keeps it: in JSON. */
const kept = (event: JournalEvent): JournalEvent => journalEvent.parse(JSON.parse(JSON.stringify(event)))

function rewritten(lines: readonly JournalLine[], { folds }: ReturnType<typeof foldJournal>): readonly JournalLine[] {
  const left = lines.filter(({ udid, seq }) => !folds.some((fold) => fold.udid === udid && seq <= fold.upTo))
  const instead = folds.flatMap(({ udid, upTo, line }) =>
    line === null ? [] : [{ udid, seq: upTo, event: kept(line) }],
  )
  return [...left, ...instead].toSorted((a, b) => a.seq - b.seq)
}

/** What everybody who reads a journal back makes of it. */
function read(lines: readonly JournalLine[], told: number, proofs: Iterable<Blueprint> = []) {
  const states = new Map<string, DeviceState>()
  const pilots = new Pilots({ states: () => states.values(), dispatch: () => {}, now: () => 0 }, proofs)
  const untold: unknown[] = []
  for (const { udid, seq, event } of lines) {
    const before = states.get(udid) ?? unknownDevice(udid)
    const { state: after } = next(before, event)
    states.set(udid, after)
    const change = { seq, udid, before, after, event, replayed: true }
    pilots.observe(change)
    if (seq > told) untold.push(...projectChange(change, 1))
  }
  return { states, untold, proved: blueprints.map((blueprint) => pilots.hasProved(blueprint)) }
}

describe('a journal whose old lines are folded', () => {
  it('tells engine, pilots and ledger the same, after any order of events and wherever it is cut', () => {
    let [saved, dropped, underWay] = [0, 0, 0]
    fc.assert(
      fc.property(journals, limits, (lines, limit) => {
        const result = foldJournal(lines, limit)
        const shorter = rewritten(lines, result)
        const [was, is] = [read(lines, limit.told), read(shorter, limit.told, result.proved.values())]
        const gone = new Set(result.folds.filter(({ line }) => line === null).map(({ udid }) => udid))
        for (const [udid, state] of was.states) {
          if (gone.has(udid)) expect(isUnderWay(state.run)).toBe(false)
          else expect(is.states.get(udid)).toEqual(state)
        }
        expect(is.untold).toEqual(was.untold)
        expect(is.proved).toEqual(was.proved)
        // Folded once more there is nothing left to fold.
        expect(rewritten(shorter, foldJournal(shorter, limit))).toEqual(shorter)
        saved += lines.length - shorter.length
        dropped += gone.size
        for (const { line } of result.folds)
          if (line?.type === 'folded' && line.state.run?.status === 'awaiting') underWay += 1
      }),
      { numRuns: 500 },
    )
    // A property of journals that stay as they are would say nothing.
    expect(saved).toBeGreaterThan(2_000)
    expect(dropped).toBeGreaterThan(20)
    expect(underWay).toBeGreaterThan(20)
  })

  it('keeps every line from the start of a run that is at work, and what the ledger has still to tell', () => {
    fc.assert(
      fc.property(journals, limits, (lines, limit) => {
        const shorter = rewritten(lines, foldJournal(lines, limit))
        const left = new Set(shorter.map(({ seq }) => seq))
        for (const { udid, seq } of lines) if (seq > limit.told) expect(left.has(seq), `${udid} ${seq}`).toBe(true)
        for (const { event } of shorter) if (event.type === 'folded') expect(isAtWork(event.state.run)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})

const day = 24 * 3_600_000
const life = (run: readonly JournalEvent[]): readonly JournalLine[] =>
  [
    { type: 'attached' as const, at: day, deviceId: 1, locationId: 1, slot: 1 },
    { type: 'identified' as const, at: day, facts: used },
    ...run,
    { type: 'detached' as const, at: 3 * day },
  ].map((event, index) => ({ udid: 'a', seq: index + 1, event }))
const started: JournalEvent = {
  type: 'runStarted',
  at: 2 * day,
  runId: 'r',
  batchId: 'b',
  blueprint: setupAssistant,
  eraseConsent: true,
  operator: 'Ada',
}
const wide: FoldLimits = { told: 100, foldBefore: 100 * day, dropBefore: 2 * day }

describe('a device', () => {
  it('that was only looked at is dropped when its lines are old', () => {
    expect(foldJournal(life([]), wide).folds).toEqual([{ udid: 'a', upTo: 3, lines: 3, line: null }])
  })

  it('with a run is dropped when nothing was heard of it for long, however often Slipway was started since', () => {
    const lines = life([started, { type: 'cancelRequested', at: 2 * day }])
    const restarted: JournalLine = { udid: 'a', seq: 50, event: { type: 'restarted', at: 90 * day } }
    expect(foldJournal([...lines, restarted], wide).folds).toMatchObject([{ line: { type: 'folded', at: 3 * day } }])
    const late = { ...wide, dropBefore: 4 * day }
    expect(foldJournal([...lines, restarted], late).folds).toMatchObject([{ upTo: 50, line: null }])
  })
})

import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { storedDevice } from '../../src-shared/stored-device.ts'
import { blueprintDigest } from './blueprint-digest.ts'
import { next } from './machine.ts'
import { provedBy } from './pilots.ts'
import { isAtWork, isUnderWay, unknownDevice } from './state.ts'
import type { DeviceState } from './state.ts'

/** A line of the journal. */
export type JournalLine = { readonly udid: string; readonly seq: number; readonly event: JournalEvent }

export type FoldLimits = {
  /** Number of the last line that the ledger has told. */
  readonly told: number
  /** Lines of before may be folded; milliseconds since 1970. */
  readonly foldBefore: number
  /** A device whose run ended and that was last seen before that is dropped. */
  readonly dropBefore: number
}

/** In place of all lines of a device up to `upTo` stands `line`, or nothing. */
export type Fold = {
  readonly udid: string
  readonly upTo: number
  /** How many lines that are. */
  readonly lines: number
  readonly line: JournalEvent | null
}

export type Folds = {
  readonly folds: readonly Fold[]
  /** What was proved in those lines, by digest. */
  readonly proved: ReadonlyMap<string, Blueprint>
}

/** How far a device's lines can be folded, and how it stood there. */
type Cut = { readonly seq: number; readonly lines: number; readonly state: DeviceState; readonly seenAt: number }

/**
 * What of a journal can be put more shortly. A device's lines are folded up to a point at which no run was at work, so
 * that the line in their place is all that anybody still asks of them: the device as it stood. Pure.
 */
export function foldJournal(lines: Iterable<JournalLine>, limits: FoldLimits): Folds {
  const histories = new Map<string, History>()
  for (const line of lines) {
    const history = histories.get(line.udid) ?? new History(line.udid)
    histories.set(line.udid, history)
    history.take(line, limits)
  }
  const all = [...histories.values()]
  return {
    folds: all.flatMap((history) => history.fold(limits) ?? []),
    proved: new Map(all.flatMap(({ proved }) => proved).map((one) => [blueprintDigest(one), one])),
  }
}

/** One device's lines, as they are read one after the other. */
class History {
  /** In lines up to the cut. */
  readonly proved: Blueprint[] = []
  #provedSince: Blueprint[] = []
  #state: DeviceState
  #lines = 0
  /** When something was last heard of the device itself. */
  #seenAt = 0
  #cut: Cut | null = null

  constructor(udid: string) {
    this.#state = unknownDevice(udid)
  }

  take({ seq, event }: JournalLine, { foldBefore, told }: FoldLimits): void {
    this.#lines += 1
    const before = this.#state
    this.#state = next(before, event).state
    if (event.type !== 'restarted') this.#seenAt = event.at
    const blueprint = provedBy(before.run, this.#state.run)
    if (blueprint !== null) this.#provedSince.push(blueprint)
    if (event.at >= foldBefore || seq > told || isAtWork(this.#state.run)) return
    this.#cut = { seq, lines: this.#lines, state: this.#state, seenAt: this.#seenAt }
    this.proved.push(...this.#provedSince.splice(0))
  }

  fold({ dropBefore }: FoldLimits): Fold | null {
    if (this.#cut === null) return null
    const { seq: upTo, lines, state, seenAt } = this.#cut
    const fold = { udid: state.udid, upTo, lines }
    if (lines === this.#lines && !matters(state, seenAt, dropBefore)) return { ...fold, line: null }
    if (lines < 2) return null
    return { ...fold, line: { type: 'folded', at: seenAt, state: storedDevice.parse(state) } }
  }
}

/** A device that nothing was done with matters while its lines are young; one whose run ended, as long as people may ask for it. */
function matters({ run }: DeviceState, seenAt: number, dropBefore: number): boolean {
  return isUnderWay(run) || (run !== null && seenAt >= dropBefore)
}

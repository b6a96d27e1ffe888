import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { Hold } from '../../src-shared/hold.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { blueprintDigest } from './blueprint-digest.ts'
import type { Change } from './ports.ts'
import { isAtWork } from './state.ts'
import type { DeviceState, RunState } from './state.ts'

/** The part of the engine that pilots need. */
export type PilotHost = {
  readonly states: () => Iterable<DeviceState>
  readonly dispatch: (udid: string, event: JournalEvent) => void
  readonly now: () => number
}

type HeldRun = { readonly udid: string; readonly run: RunState; readonly hold: Hold }

/**
 * The first device with a new blueprint, its pilot, runs alone; the others wait until it is prepared. Which blueprints
 * have proved themselves is what the journal tells: a blueprint that has prepared a device once needs no pilot any more.
 */
export class Pilots {
  readonly #host: PilotHost
  readonly #proved = new Set<string>()
  #settling = false
  #asked = false

  /** @param proved blueprints whose proof is in no line of the journal any more */
  constructor(host: PilotHost, proved: Iterable<Blueprint> = []) {
    this.#host = host
    for (const blueprint of proved) this.#proved.add(blueprintDigest(blueprint))
  }

  hasProved(blueprint: Blueprint): boolean {
    return this.#proved.has(blueprintDigest(blueprint))
  }

  /** What holds each of these devices back when they start with this blueprint; one that is not named starts at once. */
  holdsFor(udids: readonly string[], blueprint: Blueprint): ReadonlyMap<string, Hold> {
    if (this.hasProved(blueprint)) return new Map()
    const digest = blueprintDigest(blueprint)
    const pilot = this.#pilotOf(digest) ?? this.#choose(udids)
    const others = udids.filter((udid) => udid !== pilot)
    return new Map(pilot === null ? [] : others.map((udid) => [udid, { why: 'pilotRunning', pilot }]))
  }

  /** Hears of every event, those read back at start included. */
  observe({ before, after, replayed }: Change): void {
    const [was, is] = [before.run, after.run]
    if (was === is) return
    const blueprint = provedBy(was, is)
    if (blueprint !== null) this.#proved.add(blueprintDigest(blueprint))
    const moved = isPilot(was) !== isPilot(is) || was?.id !== is?.id || (was?.hold === null) !== (is?.hold === null)
    if (moved && !replayed) this.settle()
  }

  /** Lets go whoever need not wait any longer, and tells the others what they wait for now. Once after a start, too. */
  settle(): void {
    // Each of these dispatches is a change that asks for this again.
    this.#asked = true
    if (this.#settling) return
    this.#settling = true
    try {
      while (this.#asked) {
        this.#asked = false
        for (const held of this.#held()) this.#settleOne(held)
      }
    } finally {
      this.#settling = false
    }
  }

  #settleOne({ udid, run, hold }: HeldRun): void {
    const at = this.#host.now()
    const digest = blueprintDigest(run.blueprint)
    if (this.#proved.has(digest)) return this.#host.dispatch(udid, { type: 'released', at, by: 'pilot' })
    const pilot = this.#pilotOf(digest)
    const now: Hold = pilot === null ? { why: 'pilotStopped', pilot: hold.pilot } : { why: 'pilotRunning', pilot }
    if (now.why !== hold.why || now.pilot !== hold.pilot) this.#host.dispatch(udid, { type: 'held', at, hold: now })
  }

  #held(): readonly HeldRun[] {
    return [...this.#host.states()].flatMap(({ udid, run }) =>
      run !== null && run.hold !== null && run.status === 'active' ? [{ udid, run, hold: run.hold }] : [],
    )
  }

  #pilotOf(digest: string): string | null {
    const found = [...this.#host.states()].find(
      ({ run }) => isPilot(run) && run !== null && blueprintDigest(run.blueprint) === digest,
    )
    return found?.udid ?? null
  }

  /** One that is there rather than one that is not; then by slot, as people count. */
  #choose(udids: readonly string[]): string | null {
    const wanted = new Set(udids)
    const known = [...this.#host.states()].filter(({ udid }) => wanted.has(udid))
    return known.toSorted(byPlace)[0]?.udid ?? null
  }
}

/** The blueprint that a change of a device's run has just proved; null for most changes. */
export function provedBy(was: RunState | null, is: RunState | null): Blueprint | null {
  return is !== null && isPrepared(is) && !(was?.id === is.id && isPrepared(was)) ? is.blueprint : null
}

/** At work with nothing to wait for: others with the same blueprint may learn from it. */
function isPilot(run: RunState | null): boolean {
  return run !== null && isAtWork(run) && run.hold === null
}

/** Everything the cable can do was done, whatever Intune says of it later. */
function isPrepared(run: RunState): boolean {
  return !isAtWork(run) && run.status !== 'failed' && run.status !== 'cancelled'
}

function byPlace(a: DeviceState, b: DeviceState): number {
  const away = Number(a.presence !== 'attached') - Number(b.presence !== 'attached')
  return away !== 0 ? away : (a.slot ?? Number.MAX_SAFE_INTEGER) - (b.slot ?? Number.MAX_SAFE_INTEGER)
}

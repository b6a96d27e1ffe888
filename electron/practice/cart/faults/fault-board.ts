import { seededRandom } from '../seeded-random.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { isAimed } from './fault-schema.ts'
import type { AimedFault, ChancedFault, ChancedKind, Fault, FaultOf } from './fault-schema.ts'

/** A device as faults see it. */
export type Victim = {
  readonly udid: string
  readonly slot: number
  readonly record: (detail: Readonly<Record<string, unknown>>) => void
}

export type Moment = 'before' | 'unanswered' | 'after'

type Watch = { readonly nth: number; readonly until: number; seen: number }
type Armed<F extends Fault> = { readonly fault: F; readonly watches: ReadonlyMap<string, Watch>; struck: boolean }

/** One entry of the control plane's list. */
export type ArmedReport = {
  readonly fault: Fault
  readonly devices: readonly string[]
  readonly over: boolean
}

/** These hit the whole cart, so they strike once, whichever device meets the trigger first. */
const cartWide: ReadonlySet<string> = new Set(['hubReset', 'daemonRestart'])

/**
 * What may still go wrong, and with which device. Which devices and which opportunities follow from the seed and the
 * order of arming alone, so the same cart has the same accidents again.
 */
export class FaultBoard {
  readonly #victims: readonly Victim[]
  readonly #seed: string
  readonly #strike: (fault: AimedFault, victim: Victim) => void
  readonly #later: (ms: number, then: () => void) => void
  readonly #aimed: Armed<AimedFault>[] = []
  readonly #chanced: Armed<ChancedFault>[] = []

  constructor(parts: {
    readonly victims: readonly Victim[]
    readonly seed: string
    /** Makes it happen. */
    readonly strike: (fault: AimedFault, victim: Victim) => void
    readonly later: (ms: number, then: () => void) => void
  }) {
    this.#victims = parts.victims
    this.#seed = parts.seed
    this.#strike = parts.strike
    this.#later = parts.later
  }

  /** Returns the devices it may hit. */
  arm(fault: Fault): readonly string[] {
    const random = seededRandom(`${this.#seed}/fault/${this.#aimed.length + this.#chanced.length}`)
    const targets = chosen(this.#victims, fault.on, random)
    const watches = new Map(targets.map(({ udid }) => [udid, watchFor(fault, random)]))
    if (!isAimed(fault)) {
      this.#chanced.push({ fault, watches, struck: false })
      return [...watches.keys()]
    }
    const armed: Armed<AimedFault> = { fault, watches, struck: false }
    this.#aimed.push(armed)
    const { at } = fault
    if (at === undefined || 'afterMs' in at) {
      const all = (): void => targets.forEach((victim) => this.#hit(armed, victim, {}))
      if (at === undefined) all()
      else this.#later(at.afterMs, all)
    }
    return [...watches.keys()]
  }

  list(): readonly ArmedReport[] {
    return [...this.#aimed, ...this.#chanced].map(({ fault, watches, struck }) => ({
      fault,
      devices: [...watches.keys()],
      over: struck || [...watches.values()].every((watch) => watch.seen >= watch.until),
    }))
  }

  /**
   * A device meets a request; returns the moment something strikes at, or null. The caller strikes with the function
   * when that moment comes.
   */
  atRequest(victim: Victim, request: string): { readonly moment: Moment; readonly strike: () => void } | null {
    let first: { readonly moment: Moment; readonly strike: () => void } | null = null
    for (const armed of this.#aimed) {
      const { at } = armed.fault
      if (at === undefined || !('request' in at) || !matches(at.request, request)) continue
      // Every one of them counts the request, whichever strikes.
      if (!due(armed.watches.get(victim.udid))) continue
      const { moment } = at
      first ??= { moment, strike: () => this.#hit(armed, victim, { request, moment }) }
    }
    return first
  }

  /** Something happened to a device. */
  atFact(victim: Victim, kind: string): void {
    for (const armed of this.#aimed) {
      const { at } = armed.fault
      if (at === undefined || !('fact' in at) || at.fact !== kind) continue
      if (due(armed.watches.get(victim.udid))) this.#hit(armed, victim, { fact: kind })
    }
  }

  /** Whether this goes wrong now; the opportunity is used up by asking, and what goes wrong is written down. */
  take<Kind extends ChancedKind>(
    victim: Victim,
    kind: Kind,
    fits: (fault: FaultOf<Kind>) => boolean = () => true,
    detail: Readonly<Record<string, unknown>> = {},
  ): FaultOf<Kind> | null {
    for (const { fault, watches } of this.#chanced) {
      if (!isKind(fault, kind) || !fits(fault) || !due(watches.get(victim.udid))) continue
      victim.record({ fault: kind, ...detail })
      return fault
    }
    return null
  }

  #hit(armed: Armed<AimedFault>, victim: Victim, detail: Readonly<Record<string, unknown>>): void {
    if (armed.struck) return
    if (cartWide.has(armed.fault.fault)) armed.struck = true
    victim.record({ fault: armed.fault.fault, ...detail })
    this.#strike(armed.fault, victim)
  }
}

function chosen(victims: readonly Victim[], on: Fault['on'], random: SeededRandom): readonly Victim[] {
  if (on === 'all') return victims
  if ('slots' in on) return victims.filter(({ slot }) => on.slots.includes(slot))
  const pool = [...victims]
  const picked = Array.from({ length: Math.min(on.any, pool.length) }, () => pool.splice(random.below(pool.length), 1))
  return picked.flat()
}

function watchFor(fault: Fault, random: SeededRandom): Watch {
  const wanted = nthOf(fault)
  const [from, to] = typeof wanted === 'number' ? [wanted, wanted] : wanted
  const nth = from + random.below(to - from + 1)
  const times = isAimed(fault) ? 1 : fault.times
  return { nth, until: times === 'always' ? Infinity : nth + times - 1, seen: 0 }
}

function nthOf(fault: Fault): number | readonly [number, number] {
  if (!isAimed(fault)) return fault.nth
  return fault.at !== undefined && 'nth' in fault.at ? fault.at.nth : 1
}

/** Counts the opportunity. */
function due(watch: Watch | undefined): boolean {
  if (watch === undefined) return false
  watch.seen += 1
  return watch.seen >= watch.nth && watch.seen <= watch.until
}

function matches(wanted: string, request: string): boolean {
  return wanted === '*' || wanted === request
}

function isKind<Kind extends ChancedKind>(fault: ChancedFault, kind: Kind): fault is FaultOf<Kind> & ChancedFault {
  return fault.fault === kind
}

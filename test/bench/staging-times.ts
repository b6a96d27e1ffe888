import type { Journal } from '../../electron/engine/ports.ts'

/** One turn, as the scheduler logs it. */
export type TurnLine = {
  readonly udid: string
  readonly kind: string
  readonly waitedMs: number
  readonly heldMs: number
}

/** Milliseconds. `Prepared` is the end of what the cable does; Intune's word comes later and holds no turn. */
export type StagingLap = {
  /** From the start of the runs to the last device prepared. */
  readonly wallMs: number
  readonly enrolledMs: number
  /** The longest time one device took, without its waits for a turn. */
  readonly longestMs: number
  readonly heldMs: number
  readonly boundMs: number
  readonly ratio: number
  /** Medians over the devices: held turns by step, and what all waited. */
  readonly heldByStep: Readonly<Record<string, number>>
  readonly waitedMs: number
}

export function readStaging(journal: Journal, turns: readonly TurnLine[], limit: number): StagingLap {
  const started = new Map<string, number>()
  const prepared = new Map<string, number>()
  let enrolledAt = 0
  journal.replay((udid, event) => {
    if (event.type === 'runStarted') started.set(udid, event.at)
    if (event.type === 'enrollmentAwaited') prepared.set(udid, event.at)
    if (event.type === 'intuneState' && event.state === 'enrolled' && event.fresh) enrolledAt = event.at
  })
  const waited = Map.groupBy(turns, ({ udid }) => udid)
  const own = [...started].map(([udid, at]) => {
    const waits = (waited.get(udid) ?? []).reduce((sum, { waitedMs }) => sum + waitedMs, 0)
    return (prepared.get(udid) ?? Number.NaN) - at - waits
  })
  const first = Math.min(...started.values())
  const wallMs = Math.max(...prepared.values()) - first
  const longestMs = Math.max(...own)
  const heldMs = turns.reduce((sum, turn) => sum + turn.heldMs, 0)
  const boundMs = Math.max(longestMs, heldMs / limit)
  return {
    wallMs,
    enrolledMs: enrolledAt - first,
    longestMs,
    heldMs,
    boundMs,
    ratio: wallMs / boundMs,
    heldByStep: Object.fromEntries(
      [...Map.groupBy(turns, ({ kind }) => kind)].map(([kind, lines]) => [
        kind,
        Math.round(lines.reduce((sum, line) => sum + line.heldMs, 0) / lines.length),
      ]),
    ),
    waitedMs: turns.reduce((sum, turn) => sum + turn.waitedMs, 0) / started.size,
  }
}

import type { Clock } from '../../lib/clock.ts'

/** How fast the practice world's clock runs for whatever takes long in reality. */
export type Pace =
  | { readonly kind: 'instant' }
  | { readonly kind: 'realistic' }
  | { readonly kind: 'faster'; readonly factor: number }

/** `instant`, `realistic` or `x10`; null for anything else. */
export function parsePace(text: string): Pace | null {
  if (text === 'instant' || text === 'realistic') return { kind: text }
  const factor = Number(/^x(\d+(?:\.\d+)?)$/.exec(text)?.[1])
  return factor > 0 ? { kind: 'faster', factor } : null
}

/** As `parsePace` reads it. */
export function paceText(pace: Pace): string {
  return pace.kind === 'faster' ? `x${pace.factor}` : pace.kind
}

/** Instant is not zero: what happens later in reality happens later here too, some tens of milliseconds at most. */
export function pacedMs(pace: Pace, ms: number): number {
  if (pace.kind === 'realistic') return ms
  if (pace.kind === 'faster') return ms / pace.factor
  return Math.min(ms, 25)
}

/** Waits so long; ends early and quietly when the signal fires. */
export async function waitAt(pace: Pace, clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await clock.sleep(pacedMs(pace, ms), signal)
  } catch {
    // The signal: whoever fired it knows.
  }
}

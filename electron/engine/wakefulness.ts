import type { KeepAwake } from '../lib/keep-awake.ts'
import type { Change } from './ports.ts'
import { isAtWork, isInStep } from './state.ts'
import type { RunState } from './state.ts'

/** Keeps the computer awake from the first run that is at work to the last. */
export class Wakefulness {
  readonly #keepAwake: KeepAwake
  readonly #working = new Set<string>()

  constructor(keepAwake: KeepAwake) {
    this.#keepAwake = keepAwake
  }

  observe({ udid, after, replayed }: Change): void {
    if (replayed) return
    const before = this.#working.size
    if (needsTheComputer(after.run)) this.#working.add(udid)
    else this.#working.delete(udid)
    if (before === 0 && this.#working.size > 0) this.#keepAwake.begin()
    if (before > 0 && this.#working.size === 0) this.#keepAwake.end()
  }

  stop(): void {
    this.#working.clear()
    this.#keepAwake.end()
  }
}

/** One that waits for a person, with its cable pulled, paused or held back, may wait through the night. */
function needsTheComputer(run: RunState | null): boolean {
  if (run === null || !isAtWork(run)) return false
  // It did not come back in time; it may do so tomorrow.
  if (run.status === 'away' && run.error !== null) return false
  return isInStep(run) || (!run.interrupted && !run.paused && run.hold === null)
}

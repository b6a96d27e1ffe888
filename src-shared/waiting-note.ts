import type { DeviceView } from './device-view.ts'
import type { IntuneAway } from './device.ts'

/** Somebody at the bench walks through Setup Assistant within this, or something on the device's screen is in the way. */
const longMs = 10 * 60_000

/**
 * `away`: Intune is out of reach while the device waits for it. `afterOutage`: it was. `long`: nothing was heard for ten
 * minutes. `longDirect`: the same for a device that got its profile past Setup Assistant, and so has no pane to retry on.
 */
export type WaitingNote = { readonly kind: 'away' | 'afterOutage' | 'long' | 'longDirect'; readonly minutes: number }

type Waiting = Pick<DeviceView, 'stage' | 'run' | 'intuneAway'>

/**
 * What to tell whoever stands at the bench about a device that waits for Intune; null while there is nothing to say. A
 * device cannot say over the cable that its Remote Management pane failed and waits for a tap. It is a note only: a wait
 * never becomes a failure by lasting.
 * @param now milliseconds since 1970
 */
export function waitingNote({ stage, run, intuneAway: outage }: Waiting, now: number): WaitingNote | null {
  if (stage !== 'awaitingEnrollment' || run === null) return null
  const waited = now - (run.stepStartedAt ?? now)
  const minutes = Math.floor(waited / 60_000)
  const note = (kind: WaitingNote['kind']): WaitingNote => ({ kind, minutes })
  if (outage?.until === null) return note('away')
  // Past Setup Assistant the profile is there already: an outage has nothing more to spoil.
  if (run.route === 'direct') return waited >= longMs ? note('longDirect') : null
  if (outage !== undefined) return note('afterOutage')
  return waited >= longMs ? note('long') : null
}

/** What a device that waits carries of an outage: one that fell into its wait, and no other. */
export function awayFor({ stage, run }: Omit<Waiting, 'intuneAway'>, outage: IntuneAway | null): IntuneAway | null {
  if (outage === null || stage !== 'awaitingEnrollment' || run?.stepStartedAt === undefined) return null
  return outage.until === null || outage.until > run.stepStartedAt ? outage : null
}

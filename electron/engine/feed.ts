import type { DeviceChanges } from '../../src-shared/contract.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { IntuneAway } from '../../src-shared/device.ts'
import { awayFor } from '../../src-shared/waiting-note.ts'
import { viewDevice } from './view.ts'
import type { DeviceState } from './state.ts'

/** At most one item in so many milliseconds: a window need not draw more often. */
const restMs = 50
/** What happens at once, such as a hub that is plugged in, comes in one item; a lone change waits no longer than this. */
const togetherMs = 10

/** Carries changed devices to any number of readers, each at its own pace: a slow reader gets fewer, newer changes. */
export class DeviceFeed {
  #revision = 0
  #away: IntuneAway | null = null
  readonly #views = new Map<string, DeviceView>()
  readonly #wake = new Set<() => void>()

  publish(state: DeviceState): void {
    this.show(viewDevice(state, this.#revision + 1))
  }

  /** A device as it stands now; its revision is the feed's next one, whatever it says. */
  show(view: DeviceView): void {
    this.#revision += 1
    const { intuneAway: _before, ...now } = view
    const intuneAway = awayFor(view, this.#away)
    this.#views.set(view.udid, { ...now, ...(intuneAway !== null && { intuneAway }), revision: this.#revision })
    for (const wake of this.#wake) wake()
  }

  /** Intune is out of reach, or is back: devices that wait for it show it. In memory only, as what is heard, not done. */
  showAway(away: IntuneAway): void {
    this.#away = away
    for (const view of this.#views.values()) if (view.stage === 'awaitingEnrollment') this.show(view)
  }

  list(): DeviceView[] {
    return [...this.#views.values()]
  }

  /** First everything, then what changed since the last item: soon after a calm, gathered while much happens. Ends when the signal fires. */
  async *changes(signal: AbortSignal): AsyncGenerator<DeviceChanges> {
    let sent = this.#revision
    yield { revision: sent, reset: true, devices: this.list() }
    let rested = Promise.resolve()
    while (!signal.aborted) {
      if (this.#revision === sent) await this.#changed(signal)
      if (signal.aborted) return
      await Promise.all([rested, pause(togetherMs, signal)])
      if (signal.aborted) return
      const since = sent
      sent = this.#revision
      rested = pause(restMs, signal)
      yield { revision: sent, reset: false, devices: this.list().filter((view) => view.revision > since) }
    }
  }

  #changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wake.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.#wake.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  }
}

/** @param ms waited, or less when the signal fires */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}

import type { DeviceChanges } from '../../src-shared/contract.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { viewDevice } from './view.ts'
import type { DeviceState } from './state.ts'

const gatherMs = 50

/** Carries changed devices to any number of readers, each at its own pace: a slow reader gets fewer, newer changes. */
export class DeviceFeed {
  #revision = 0
  readonly #views = new Map<string, DeviceView>()
  readonly #wake = new Set<() => void>()

  publish(state: DeviceState): void {
    const view = viewDevice(state, ++this.#revision)
    this.#views.set(view.udid, view)
    for (const wake of this.#wake) wake()
  }

  list(): DeviceView[] {
    return [...this.#views.values()]
  }

  /** First everything, then what changed since the last item, gathered for about 50 ms. Ends when the signal fires. */
  async *changes(signal: AbortSignal): AsyncGenerator<DeviceChanges> {
    let sent = this.#revision
    yield { revision: sent, reset: true, devices: this.list() }
    while (!signal.aborted) {
      if (this.#revision === sent) await this.#changed(signal)
      await gathered(signal)
      if (signal.aborted) return
      const since = sent
      sent = this.#revision
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

function gathered(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, gatherMs)
    signal.addEventListener('abort', done, { once: true })
  })
}

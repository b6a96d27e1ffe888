import type { contract } from '../../../src-shared/contract.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'

/** The command line's picture of the devices, kept by the same feed as every window's. */
export class DeviceFollower {
  readonly #views = new Map<string, DeviceView>()
  readonly #stopping = new AbortController()
  readonly #feed: AsyncIterator<{ reset: boolean; devices: DeviceView[] }>

  constructor(handlers: Handlers<typeof contract>) {
    this.#feed = handlers['devices.feed']({}, { signal: this.#stopping.signal })[Symbol.asyncIterator]()
  }

  views(): DeviceView[] {
    return [...this.#views.values()]
  }

  /**
   * Reads changes until `done` says so of all devices.
   * @param stallMs how long nothing may change
   * @throws AppError `app.timeout`
   */
  async until(done: (views: readonly DeviceView[]) => boolean, stallMs: number): Promise<DeviceView[]> {
    while (!done(this.views())) {
      const item = await this.#next(stallMs)
      if (item.reset) this.#views.clear()
      for (const view of item.devices) this.#views.set(view.udid, view)
    }
    return this.views()
  }

  stop(): void {
    this.#stopping.abort()
  }

  async #next(stallMs: number): Promise<{ reset: boolean; devices: DeviceView[] }> {
    let timer: NodeJS.Timeout | undefined
    const stalled = new Promise<never>((_resolve, reject) => {
      const error = new AppError('app.timeout', { what: 'Slipway', seconds: stallMs / 1000 })
      timer = setTimeout(() => reject(error), stallMs)
    })
    try {
      const item = await Promise.race([this.#feed.next(), stalled])
      if (item.done === true) throw new AppError('app.cancelled')
      return item.value
    } finally {
      clearTimeout(timer)
    }
  }
}

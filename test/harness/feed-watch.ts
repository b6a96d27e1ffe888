import type { App } from '../../electron/app.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'

const limitMs = 60_000

/** What a window would know, by the feed alone, with everything it ever showed. */
export class FeedWatch {
  readonly history: DeviceView[] = []
  readonly #views = new Map<string, DeviceView>()
  readonly #stopping = new AbortController()
  readonly #waiting = new Set<() => void>()
  readonly #loop: Promise<void>

  constructor(app: App) {
    this.#loop = this.#read(app)
  }

  views(): DeviceView[] {
    return [...this.#views.values()]
  }

  view(udid: string): DeviceView | undefined {
    return this.#views.get(udid)
  }

  /** Every stage it was ever shown in, without repetitions in a row. */
  stages(udid: string): string[] {
    const stages = this.history.filter((view) => view.udid === udid).map((view) => view.stage)
    return stages.filter((stage, index) => stage !== stages[index - 1])
  }

  /** @throws Error with what was seen last */
  async until(
    holds: (views: readonly DeviceView[]) => boolean,
    what: string,
    withinMs = limitMs,
  ): Promise<DeviceView[]> {
    const end = Date.now() + withinMs
    while (!holds(this.views())) {
      const left = end - Date.now()
      if (left <= 0) throw new Error(`the feed never showed: ${what}; ${this.#words()}`)
      await this.#change(left)
    }
    return this.views()
  }

  async untilDevice(udid: string, holds: (view: DeviceView) => boolean, what: string): Promise<DeviceView> {
    await this.until((views) => views.some((view) => view.udid === udid && holds(view)), `${udid}: ${what}`)
    return this.#views.get(udid)!
  }

  untilStage(udid: string, stage: DeviceView['stage']): Promise<DeviceView> {
    return this.untilDevice(udid, (view) => view.stage === stage, `stage ${stage}`)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
  }

  async #read(app: App): Promise<void> {
    const { signal } = this.#stopping
    for await (const item of app.handlers['devices.feed']({}, { signal })) {
      if (item.reset) this.#views.clear()
      for (const view of item.devices) {
        this.#views.set(view.udid, view)
        this.history.push(view)
      }
      for (const wake of this.#waiting) wake()
    }
  }

  #change(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, withinMs)
      this.#waiting.add(done)
    })
  }

  #words(): string {
    return this.views()
      .map(
        (view) => `${view.slot} ${view.udid} ${view.stage} ${view.run?.currentStep ?? ''} ${view.error?.message ?? ''}`,
      )
      .join('\n')
  }
}

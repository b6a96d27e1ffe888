/** Where the counter keeps its numbers. */
export type CounterSettings = {
  readonly setting: (name: string) => Promise<string | null>
  readonly putSetting: (name: string, value: string) => Promise<void>
}

/**
 * Running numbers for device names, one row of numbers per blueprint. A run keeps its number: a step that is done again
 * after an interruption names the device alike. Numbers of runs that failed are not used again, since their name may be on
 * the device.
 */
export class NameCounter {
  readonly #settings: CounterSettings
  #last: Promise<unknown> = Promise.resolve()

  constructor(settings: CounterSettings) {
    this.#settings = settings
  }

  /** From 1 on. One at a time, so that two devices never get the same. */
  numberFor(blueprintId: string, runId: string): Promise<number> {
    const mine = this.#last.then(
      () => this.#take(blueprintId, runId),
      () => this.#take(blueprintId, runId),
    )
    this.#last = mine
    return mine
  }

  async #take(blueprintId: string, runId: string): Promise<number> {
    const kept = Number(await this.#settings.setting(`counter.run.${runId}`))
    if (kept > 0) return kept
    const next = Number(await this.#settings.setting(`counter.blueprint.${blueprintId}`)) + 1
    // The row first: a crash in between wastes a number and gives none out twice.
    await this.#settings.putSetting(`counter.blueprint.${blueprintId}`, String(next))
    await this.#settings.putSetting(`counter.run.${runId}`, String(next))
    return next
  }
}

import { toErrorRecord } from '../../src-shared/errors.ts'
import type { Logger } from '../lib/logger.ts'

/** One thing at a time per device: a new task aborts the one before it. */
export class DeviceTasks {
  readonly #logger: Logger
  readonly #controllers = new Map<string, AbortController>()
  readonly #tasks = new Set<Promise<void>>()
  readonly #newest = new Map<string, Promise<void>>()

  constructor(logger: Logger) {
    this.#logger = logger
  }

  begin(udid: string, work: (signal: AbortSignal) => Promise<void>): void {
    this.abort(udid)
    const controller = new AbortController()
    this.#controllers.set(udid, controller)
    const task = work(controller.signal)
      .catch((error: unknown) => this.#logger.error({ udid, error: toErrorRecord(error) }, 'a task ended unexpectedly'))
      .finally(() => {
        this.#tasks.delete(task)
        if (this.#controllers.get(udid) === controller) this.#controllers.delete(udid)
        if (this.#newest.get(udid) === task) this.#newest.delete(udid)
      })
    this.#tasks.add(task)
    this.#newest.set(udid, task)
  }

  /** When the device's task is over that runs now; one that was aborted hears what it has sent to its end. */
  async settled(udid: string): Promise<void> {
    await this.#newest.get(udid)
  }

  abort(udid: string): void {
    this.#controllers.get(udid)?.abort()
  }

  /** Aborts everything; resolves when nothing runs any more. */
  async stop(): Promise<void> {
    for (const controller of this.#controllers.values()) controller.abort()
    await Promise.all(this.#tasks)
  }
}

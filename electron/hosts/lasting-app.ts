import { setTimeout as sleep } from 'node:timers/promises'
import { contract } from '../../src-shared/contract.ts'
import { AppError, toErrorRecord } from '../../src-shared/errors.ts'
import type { StreamContext } from '../../src-shared/rpc.ts'
import type { App } from '../app.ts'
import type { Logger } from '../lib/logger.ts'
import type { OpenedApp } from './local/open-app.ts'

/** What became of an app whose engine was another process. */
export type AppChange =
  | { readonly kind: 'lost' }
  /** `pid` null: this process does the work itself now. */
  | { readonly kind: 'found'; readonly pid: number | null }

/** Not sooner, so that a host that ends orderly is gone before this one takes its place. */
const pauseMs = 500

type Open = () => Promise<OpenedApp>
type AnyCall = (input: unknown, context: StreamContext) => unknown

/**
 * An app that outlives the process that did its work: when that one ends, it is opened again, here or through whoever was
 * quicker. Calls meanwhile fail with `rpc.closed`, streams of before have ended.
 */
export class LastingApp implements App {
  readonly handlers: App['handlers']
  readonly #open: Open
  readonly #logger: Logger
  readonly #stopping = new AbortController()
  readonly #onChange: (change: AppChange) => void
  #current: OpenedApp | null
  #loop: Promise<void>

  constructor(first: OpenedApp, open: Open, logger: Logger, onChange: (change: AppChange) => void) {
    this.#current = first
    this.#open = open
    this.#logger = logger
    this.#onChange = onChange
    const calls = Object.keys(contract).map((name): [string, AnyCall] => [name, this.#call(name)])
    // Built from the contract key by key.
    this.handlers = Object.fromEntries(calls) as unknown as App['handlers']
    this.#loop = this.#goOn(first)
  }

  async close(): Promise<void> {
    this.#stopping.abort()
    await this.#current?.close()
    await this.#loop
  }

  #call(name: string): AnyCall {
    return (input, context) => {
      const current = this.#current
      if (current === null) throw new AppError('rpc.closed')
      return (current.handlers[name as keyof typeof contract] as AnyCall)(input, context)
    }
  }

  async #goOn(first: OpenedApp): Promise<void> {
    const { signal } = this.#stopping
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    let app = first
    for (;;) {
      await Promise.race([app.ended, stopped])
      if (signal.aborted) return
      this.#current = null
      this.#onChange({ kind: 'lost' })
      const next = await this.#reopen(signal)
      if (next === null) return
      if (signal.aborted) return next.close()
      this.#current = app = next
      this.#onChange({ kind: 'found', pid: next.engine?.pid ?? null })
    }
  }

  async #reopen(signal: AbortSignal): Promise<OpenedApp | null> {
    while (!signal.aborted) {
      try {
        await sleep(pauseMs, undefined, { signal })
        return await this.#open()
      } catch (error) {
        if (!signal.aborted) this.#logger.warn({ error: toErrorRecord(error) }, 'not open again yet')
      }
    }
    return null
  }
}

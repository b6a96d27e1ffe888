import { JournalFile } from '../../electron/store/journal.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'

/** Told of every line, before it is on disk and after; what it throws before is what the disk says. */
export type JournalHook = (when: 'before' | 'after', udid: string, event: JournalEvent) => void

/** The real journal with somebody who looks on, and may pull the plug. */
export class HookedJournal {
  readonly #file: JournalFile
  readonly #hook: JournalHook

  constructor(path: string, hook: JournalHook) {
    this.#file = new JournalFile(path)
    this.#hook = hook
  }

  append(udid: string, event: JournalEvent): number {
    this.#hook('before', udid, event)
    const seq = this.#file.append(udid, event)
    this.#hook('after', udid, event)
    return seq
  }

  replay(each: (udid: string, event: JournalEvent, seq: number) => void): void {
    this.#file.replay(each)
  }

  proved(): readonly Blueprint[] {
    return this.#file.proved()
  }

  close(): void {
    this.#file.close()
  }
}

import type { LedgerDraft, LedgerKind } from '../../src-shared/ledger.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import type { Change } from '../engine/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { JournalCursor } from '../store/ledger-file.ts'
import { projectChange } from './project.ts'

/** What the ledger needs of its file. */
export type LedgerStore = {
  readonly append: (drafts: readonly LedgerDraft[]) => void
  readonly journalCursor: () => JournalCursor
}

export type LedgerOptions = {
  readonly file: LedgerStore
  readonly clock: Clock
  readonly logger: Logger
  readonly version: string
  readonly mode: 'practice' | 'real'
}

/** Lines of one moment are written together: each writing waits for the disk. */
const gatherMs = 50
const retryMs = 5_000
/** While an old journal is read for the first time, memory stays small. */
const mostPending = 500

/**
 * Follows the engine's changes and tells the ledger. The journal is the truth: each of its numbers is told once, what a
 * crash or a full disk kept from being written is told at the next start or when there is room, in the same words.
 */
export class Ledger {
  readonly #options: LedgerOptions
  #cursor: JournalCursor
  #pending: LedgerDraft[] = []
  #timer: NodeJS.Timeout | null = null
  #started = false
  #closed = false

  constructor(options: LedgerOptions) {
    this.#options = options
    this.#cursor = options.file.journalCursor()
  }

  /** Give this to the engine as `observe`. */
  observe(change: Change): void {
    if (change.replayed ? change.seq <= this.#cursor.seq : !this.#opens(change.seq)) return
    this.#cursor = { ...this.#cursor, seq: change.seq }
    const drafts = projectChange(change, this.#cursor.epoch)
    if (drafts.length === 0) return
    this.#pending.push(...drafts)
    if (this.#pending.length >= mostPending) this.flush()
    else this.#schedule(gatherMs)
  }

  /** To be called when the journal was read back: what an earlier process left untold is now written, then this start. */
  started(): void {
    this.#tellStart()
    this.flush()
  }

  /** Writes what comes from no journal, at once. @throws AppError of the file; then what it is about must not be done */
  record(kind: LedgerKind, fact: Partial<Pick<LedgerDraft, 'device' | 'data' | 'personal'>>): void {
    this.#write()
    this.#options.file.append([this.#draft(kind, fact)])
  }

  /** Everything told so far is in the file when this returns, unless the file does not take it: then it waits. */
  flush(): void {
    try {
      this.#write()
    } catch (error) {
      const { code, message } = toErrorRecord(error)
      this.#options.logger.error({ code, waiting: this.#pending.length }, `the ledger waits: ${message}`)
      this.#schedule(retryMs)
    }
  }

  close(): void {
    this.#closed = true
    this.flush()
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  /** The first change that is not read back comes after this process's own line. A journal never counts backwards. */
  #opens(seq: number): true {
    if (seq <= this.#cursor.seq) {
      const epoch = this.#cursor.epoch + 1
      const data = { told: this.#cursor.seq }
      this.#pending.push({
        ...this.#draft('journalReplaced', { data }),
        journal: { epoch, seq: seq - 1, part: 0 },
      })
      this.#cursor = { epoch, seq: seq - 1 }
    }
    this.#tellStart()
    return true
  }

  #tellStart(): void {
    if (this.#started) return
    this.#started = true
    const { version, mode } = this.#options
    this.#pending.push(this.#draft('stationStarted', { data: { version, mode } }))
  }

  #draft(kind: LedgerKind, fact: Partial<LedgerDraft>): LedgerDraft {
    const at = Math.round(this.#options.clock.now())
    return { journal: null, device: null, run: null, data: {}, personal: {}, ...fact, kind, at }
  }

  #write(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#pending.length === 0) return
    this.#options.file.append(this.#pending)
    this.#pending = []
  }

  #schedule(ms: number): void {
    if (this.#timer !== null || this.#closed) return
    this.#timer = setTimeout(() => this.flush(), ms).unref()
  }
}

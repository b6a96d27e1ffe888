import { toErrorRecord } from '../../src-shared/errors.ts'
import { foldJournal } from '../engine/journal-fold.ts'
import type { Logger } from '../lib/logger.ts'
import { JournalRewrite } from '../store/journal-rewrite.ts'

const dayMs = 24 * 60 * 60_000

/** What is younger may be asked for by supporters, line by line. */
const foldAfterMs = 30 * dayMs
/** So long a device that was prepared once stands in lists without being seen. The ledger remembers it for ever. */
const dropAfterMs = 365 * dayMs
/** So many lines are worth writing the file anew. */
const worthwhile = 1_000

export type FoldOptions = {
  readonly path: string
  /** Number of the last line that the ledger has told. */
  readonly told: number
  /** Milliseconds since 1970. */
  readonly now: number
  readonly logger: Logger
}

/**
 * Keeps the journal short: what is old and over is folded into one line for each device. To be called before the journal
 * is replayed, while nothing is at work. A journal that cannot be folded is as good as before.
 */
export function foldOldLines({ path, told, now, logger }: FoldOptions): void {
  try {
    const rewrite = new JournalRewrite(path)
    try {
      foldIn(rewrite, { path, told, now, logger })
    } finally {
      rewrite.close()
    }
  } catch (error) {
    logger.warn({ error: toErrorRecord(error) }, 'the journal was not folded')
  }
}

function foldIn(rewrite: JournalRewrite, { told, now, logger }: FoldOptions): void {
  const foldBefore = now - foldAfterMs
  if (rewrite.countOlder(told, foldBefore) < worthwhile) return
  const { folds, proved } = foldJournal(rewrite.rows(), { told, foldBefore, dropBefore: now - dropAfterMs })
  const saved = folds.reduce((sum, { lines, line }) => sum + lines - (line === null ? 0 : 1), 0)
  if (saved < worthwhile) return
  rewrite.fold(folds, proved)
  rewrite.shrink()
  logger.info({ saved, devices: folds.length }, 'old lines of the journal were folded')
}

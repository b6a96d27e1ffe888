import { useEffect, useState } from 'react'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import type { LedgerEntry } from '../../src-shared/ledger.ts'
import { api } from '../api.ts'

const page = 50

export type LedgerLines = {
  readonly entries: readonly LedgerEntry[] | null
  readonly error: ErrorRecord | null
  /** Null when there are no older ones. */
  readonly more: (() => void) | null
}

/** Lines of the ledger about one device, newest first. Read anew when `revision` changes. */
export function useLedgerOf(udid: string, revision: number): LedgerLines {
  const [wanted, setWanted] = useState(page)
  const [entries, setEntries] = useState<readonly LedgerEntry[] | null>(null)
  const [error, setError] = useState<ErrorRecord | null>(null)
  useEffect(() => {
    let current = true
    api()
      ['ledger.list']({ before: null, limit: Math.min(500, wanted), device: udid, since: null, until: null })
      .then(
        (answer) => current && setEntries(answer.entries),
        (thrown: unknown) => current && setError(toErrorRecord(thrown)),
      )
    return () => {
      current = false
    }
  }, [udid, revision, wanted])
  const isFull = entries !== null && entries.length === wanted && wanted < 500
  return { entries, error, more: isFull ? () => setWanted(wanted + page) : null }
}

import { useCallback, useState } from 'react'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import { api } from '../api.ts'
import { useDevices } from './devices.ts'
import { useSelection } from './selection.ts'

export type Action = {
  readonly busy: boolean
  readonly error: ErrorRecord | null
  readonly run: (work: () => Promise<void>) => void
}

/** Runs one thing at a time for a button and keeps what went wrong, to be shown beside it. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorRecord | null>(null)
  const run = useCallback((work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    work()
      .catch((thrown: unknown) => setError(toErrorRecord(thrown)))
      .finally(() => setBusy(false))
  }, [])
  return { busy, error, run }
}

/**
 * Takes stopped runs up again. Where a plan would erase a device, or something must be mended first, nothing starts: the
 * panel opens with that plan instead, and asks.
 */
export async function retryRuns(udids: readonly string[]): Promise<void> {
  const { byUdid } = useDevices.getState()
  // Where only a new run helps, its plan is asked for; anything else is looked at again as it is.
  const needsRun = (udid: string): boolean => {
    const { run, error } = byUdid[udid] ?? {}
    return run != null && (run.endedAt !== null || error?.code === 'stage.enrollmentRefused')
  }
  const byBlueprint = Map.groupBy(udids, (udid) => (needsRun(udid) ? (byUdid[udid]?.run?.blueprintId ?? '') : ''))
  for (const [blueprintId, group] of byBlueprint) {
    if (blueprintId === '') {
      await api()['runs.retry']({ udids: group, consent: null })
      continue
    }
    const { plans } = await api()['runs.preview']({ udids: group, blueprintId })
    if (plans.some((plan) => plan.erases !== 'no' || plan.problems.length > 0)) {
      useSelection.getState().open({ kind: 'stage', udids: group, blueprintId, retry: true })
    } else {
      await api()['runs.retry']({ udids: group, consent: null })
    }
  }
}

import { useEffect, useState } from 'react'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import type { Plan } from '../../src-shared/plan.ts'
import { api } from '../api.ts'

export type Planning = {
  readonly plans: readonly Plan[] | null
  readonly error: ErrorRecord | null
  readonly again: () => void
}

/** The dry run for these devices and this blueprint; asked again when either changes, and an answer that comes late is dropped. */
export function usePlanning(udids: readonly string[], blueprintId: string | null): Planning {
  const [turn, setTurn] = useState(0)
  const [plans, setPlans] = useState<readonly Plan[] | null>(null)
  const [error, setError] = useState<ErrorRecord | null>(null)
  const key = udids.join(' ')
  useEffect(() => {
    setPlans(null)
    setError(null)
    if (blueprintId === null || key === '') return undefined
    let wanted = true
    const ask = async (): Promise<void> => {
      try {
        const answer = await api()['runs.preview']({ udids: key.split(' '), blueprintId })
        if (wanted) setPlans(answer.plans)
      } catch (thrown) {
        if (wanted) setError(toErrorRecord(thrown))
      }
    }
    void ask()
    return () => {
      wanted = false
    }
  }, [key, blueprintId, turn])
  return { plans, error, again: () => setTurn((before) => before + 1) }
}

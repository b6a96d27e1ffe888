import { useEffect } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { StepName } from '../../src-shared/step.ts'
import { useDevices } from './devices.ts'

/** Steps after whose start a device is neither what it was nor what it should be. */
const destructive: ReadonlySet<StepName> = new Set(['erase', 'supervise'])

/** A device is just being erased, or is away because of it, or takes its configuration. */
export function isAtRisk({ stage, run }: DeviceView): boolean {
  if (run?.currentStep == null || run.endedAt !== null) return false
  return destructive.has(run.currentStep) && (stage === 'running' || stage === 'away' || stage === 'waitingForTap')
}

/** Asks before the window goes while a device is at risk. The words are the browser's, or the desktop shell's. */
export function useQuitWarning(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (Object.values(useDevices.getState().byUdid).some(isAtRisk)) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])
}

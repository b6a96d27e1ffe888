import { useEffect } from 'react'
import { isAtRisk } from '../../src-shared/batch.ts'
import { useDevices } from './devices.ts'

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

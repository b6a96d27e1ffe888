import type { DeviceView } from '../../src-shared/device-view.ts'
import { waitingNote } from '../../src-shared/waiting-note.ts'
import type { WaitingNote } from '../../src-shared/waiting-note.ts'
import { useOverTime } from './clock.ts'

/** What there is to say of a device that waits for Intune; said as soon as it has waited long. */
export function useWaitingKind(device: DeviceView | undefined): WaitingNote['kind'] | null {
  return useOverTime((now) => (device === undefined ? null : (waitingNote(device, now)?.kind ?? null)))
}

/** For how many minutes it has been waiting. */
export function useWaitingMinutes(device: DeviceView): number {
  return useOverTime((now) => waitingNote(device, now)?.minutes ?? 0)
}

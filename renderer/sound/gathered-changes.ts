import type { DevicesState } from '../state/devices.ts'
import { useDevices } from '../state/devices.ts'

/**
 * Tells at most once in a while what the devices were and are now: for ears, which cannot follow two hundred changes a
 * second. What was there when the window opened is no news.
 * @returns stops telling
 */
export function gatherChanges(everyMs: number, tell: (before: DevicesState, now: DevicesState) => void): () => void {
  let before = useDevices.getState()
  let timer: ReturnType<typeof setTimeout> | undefined
  const unsubscribe = useDevices.subscribe((now) => {
    if (!before.loaded) before = now
    else if (timer === undefined)
      timer = setTimeout(() => {
        timer = undefined
        const known = before
        before = useDevices.getState()
        tell(known, before)
      }, everyMs)
  })
  return () => {
    unsubscribe()
    clearTimeout(timer)
  }
}

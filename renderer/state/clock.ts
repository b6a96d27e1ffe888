import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const tell of listeners) tell()
  }, 5000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time in steps of five seconds, one timer for all who look: good enough for what is left, and calm to look at. */
export function useSlowClock(): number {
  return useSyncExternalStore(subscribe, () => now)
}

/** What follows from the time; whoever shows it is drawn anew only when that changes. */
export function useOverTime<T extends string | number | null>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(now))
}

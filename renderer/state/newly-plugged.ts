import { useEffect, useRef } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { useDevices } from './devices.ts'

/** Slots into which something was plugged between two states of the devices. */
export function newlyPlugged(
  before: Readonly<Record<string, DeviceView>>,
  after: Readonly<Record<string, DeviceView>>,
): readonly number[] {
  return Object.values(after).flatMap(({ udid, slot, presence }) => {
    const was = before[udid]
    if (presence !== 'attached' || slot === null) return []
    // Back after an erase or a restart, it was not plugged in by anybody.
    return was === undefined || was.presence === 'unplugged' || was.slot !== slot ? [slot] : []
  })
}

/** Calls with each slot that something is plugged into from now on, not with what is there already. */
export function useNewlyPlugged(onSlot: (slot: number) => void): void {
  const latest = useRef(onSlot)
  useEffect(() => {
    latest.current = onSlot
  }, [onSlot])
  useEffect(
    () =>
      useDevices.subscribe((now, before) => {
        if (!before.loaded || now.byUdid === before.byUdid) return
        for (const slot of newlyPlugged(before.byUdid, now.byUdid)) latest.current(slot)
      }),
    [],
  )
}

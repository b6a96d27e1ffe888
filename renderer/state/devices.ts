import { create } from 'zustand'
import type { DeviceChanges } from '../../src-shared/contract.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'

export type DevicesState = {
  readonly byUdid: Readonly<Record<string, DeviceView>>
  /** On the cable (or expected back), in the order of their slots. Same array while the order is the same. */
  readonly attached: readonly string[]
  /** Gone from the cable but still followed. */
  readonly unplugged: readonly string[]
  readonly revision: number
  /** False until the first list came. */
  readonly loaded: boolean
}

export const noDevices: DevicesState = { byUdid: {}, attached: [], unplugged: [], revision: 0, loaded: false }

/** The devices after some changes. Devices that did not change stay the same objects, so that their slots do not redraw. */
export function applyChanges(state: DevicesState, changes: DeviceChanges): DevicesState {
  const byUdid: Record<string, DeviceView> = changes.reset ? {} : { ...state.byUdid }
  for (const device of changes.devices) {
    const known = state.byUdid[device.udid]
    byUdid[device.udid] = known !== undefined && known.revision === device.revision && changes.reset ? known : device
  }
  const all = Object.values(byUdid).sort(bySlot)
  const attached = all.filter((device) => device.presence !== 'unplugged').map((device) => device.udid)
  const unplugged = all.filter((device) => device.presence === 'unplugged').map((device) => device.udid)
  return {
    byUdid,
    attached: sameOrNew(state.attached, attached),
    unplugged: sameOrNew(state.unplugged, unplugged),
    revision: changes.revision,
    loaded: true,
  }
}

function bySlot(left: DeviceView, right: DeviceView): number {
  const order = (left.slot ?? Number.MAX_SAFE_INTEGER) - (right.slot ?? Number.MAX_SAFE_INTEGER)
  if (order !== 0) return order
  return left.udid < right.udid ? -1 : 1
}

function sameOrNew(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.length === after.length && before.every((udid, index) => udid === after[index]) ? before : after
}

export const useDevices = create<DevicesState>(() => noDevices)

/** One device; a component that uses it redraws for this device only. */
export function useDevice(udid: string): DeviceView | undefined {
  return useDevices((state) => state.byUdid[udid])
}

/** Those of these devices that fit, in the order given. */
export function whereOf(
  { byUdid }: DevicesState,
  udids: readonly string[],
  fits: (device: DeviceView) => boolean,
): string[] {
  return udids.filter((udid) => {
    const device = byUdid[udid]
    return device !== undefined && fits(device)
  })
}

/** Remembers the last answer: React asks three or four times about one state. */
export function onceFor<Asked extends object, Answer>(derive: (asked: Asked) => Answer): (asked: Asked) => Answer {
  let last: { readonly asked: Asked; readonly answer: Answer } | undefined
  return (asked) => {
    if (last?.asked !== asked) last = { asked, answer: derive(asked) }
    return last.answer
  }
}

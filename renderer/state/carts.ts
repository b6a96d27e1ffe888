import { create } from 'zustand'
import type { Cart } from '../../src-shared/carts.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Api } from '../api.ts'

export type CartsState = {
  readonly carts: readonly Cart[]
  readonly loaded: boolean
  /** The place whose port is being taught in this window. */
  readonly teaching: { readonly id: string; readonly row: number; readonly column: number } | null
}

export const useCarts = create<CartsState>(() => ({ carts: [], loaded: false, teaching: null }))

/** Keeps the carts as the core has them for as long as the connection lives. @throws AppError when it ends */
export async function followCarts(api: Api): Promise<void> {
  for await (const { carts } of api['carts.feed']({})) useCarts.setState({ carts, loaded: true })
}

/** Which device stands in which slot: an attached one before one that is expected back. */
export function devicesBySlot(devices: readonly DeviceView[]): ReadonlyMap<number, string> {
  const bySlot = new Map<number, string>()
  for (const { slot, udid, presence } of devices) {
    if (slot === null || presence === 'unplugged') continue
    if (presence === 'attached' || !bySlot.has(slot)) bySlot.set(slot, udid)
  }
  return bySlot
}

/** Those of these devices that stand in no named cart, in the order given; also a second device in a slot that is shown. */
export function outsideCarts(udids: readonly string[], carts: readonly Cart[], bySlot: ReadonlyMap<number, string>) {
  const shown = new Set(carts.flatMap(({ places }) => places.flatMap(({ slot }) => bySlot.get(slot) ?? [])))
  return shown.size === 0 ? udids : udids.filter((udid) => !shown.has(udid))
}

/** `Hall 2/3` for a slot that a named cart has at row 2, column 3. */
export function placeOf(slot: number | null, carts: readonly Cart[]): string | null {
  for (const { name, places } of carts) {
    const place = places.find((one) => one.slot === slot)
    if (place !== undefined) return `${name} ${place.row}/${place.column}`
  }
  return null
}

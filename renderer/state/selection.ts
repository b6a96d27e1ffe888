import { create } from 'zustand'

/** What the operator chose, and what the side panel shows. */
export type Panel =
  | { readonly kind: 'device'; readonly udid: string }
  | {
      readonly kind: 'stage'
      readonly udids: readonly string[]
      readonly blueprintId: string | null
      readonly retry: boolean
    }
  | { readonly kind: 'cancel'; readonly udids: readonly string[] }
  | { readonly kind: 'account' }
  /** A named cart; null: one that is to be made. */
  | { readonly kind: 'cart'; readonly id: string | null }
  | { readonly kind: 'teach'; readonly id: string }

export type SelectionState = {
  readonly selected: ReadonlySet<string>
  /** What was toggled last: where a range begins. */
  readonly anchor: string | null
  readonly panel: Panel | null
  readonly toggle: (udid: string) => void
  readonly select: (udids: readonly string[]) => void
  /** Adds everything between what was toggled last and this one, in the order that is on the screen. */
  readonly extendTo: (udid: string, order: readonly string[]) => void
  /** Devices that left the cable leave the selection. */
  readonly keepOnly: (udids: readonly string[]) => void
  readonly open: (panel: Panel) => void
  readonly close: () => void
}

export const useSelection = create<SelectionState>((set, get) => ({
  selected: new Set<string>(),
  anchor: null,
  panel: null,
  toggle: (udid) => {
    const next = new Set(get().selected)
    if (!next.delete(udid)) next.add(udid)
    set({ selected: next, anchor: udid })
  },
  select: (udids) => set({ selected: new Set(udids) }),
  extendTo: (udid, order) => {
    const { selected, anchor } = get()
    const from = anchor === null ? -1 : order.indexOf(anchor)
    const to = order.indexOf(udid)
    const range = from < 0 ? [udid] : order.slice(Math.min(from, to), Math.max(from, to) + 1)
    set({ selected: new Set([...selected, ...range]), ...(from < 0 && { anchor: udid }) })
  },
  keepOnly: (udids) => {
    const { selected } = get()
    const kept = udids.filter((udid) => selected.has(udid))
    if (kept.length !== selected.size) set({ selected: new Set(kept) })
  },
  open: (panel) => set({ panel }),
  close: () => set({ panel: null }),
}))

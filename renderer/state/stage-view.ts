import * as z from 'zod'
import { create } from 'zustand'
import { deviceColumns, usualColumns } from './device-columns.ts'
import { deviceGroups } from './device-groups.ts'

const column = z.enum(deviceColumns)

/** How this window looks at the devices: a matter of taste, kept in this browser. */
const stageView = z.object({
  view: z.enum(['cart', 'list']).catch('cart'),
  filter: z.enum(['all', ...deviceGroups]).catch('all'),
  order: z.object({ column, descending: z.boolean() }).catch({ column: 'slot', descending: false }),
  groupBy: column.nullable().catch(null),
  columns: z
    .array(column)
    .min(1)
    .catch([...usualColumns]),
})
export type StageView = z.infer<typeof stageView>

type StageViewState = StageView & {
  /** Not kept: whoever comes next would look for devices in vain. */
  readonly search: string
  readonly change: (what: Partial<StageView & { readonly search: string }>) => void
}

const key = 'slipway.stage'

function stored(): StageView {
  try {
    return stageView.parse(JSON.parse(localStorage.getItem(key) ?? '{}'))
  } catch {
    return stageView.parse({})
  }
}

export const useStageView = create<StageViewState>((set, get) => ({
  ...stored(),
  // What was left out a shift ago is not looked for today.
  filter: 'all',
  search: '',
  change: (what) => {
    set(what)
    const { view, filter, order, groupBy, columns } = get()
    localStorage.setItem(key, JSON.stringify({ view, filter, order, groupBy, columns }))
  },
}))

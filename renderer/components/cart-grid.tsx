import { makeStyles, mergeClasses } from '@fluentui/react-components'
import type { KeyboardEvent, MouseEvent } from 'react'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { useDevices } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { EmptySlot } from './empty-slot.tsx'
import { moveInGrid } from './grid-keys.ts'
import { narrowSlot, slotHeight } from './slot-styles.ts'
import { Slot, cellId } from './slot.tsx'

const slotWidth = 250
const gap = { usual: 12, shaped: 8 }
const narrowest = 128

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', flexShrink: 0, margin: '-3px', padding: '3px' },
  grid: { position: 'relative', display: 'grid', gap: `${gap.usual}px` },
  shaped: { gap: `${gap.shaped}px` },
  // Table and rows exist for screen readers and own their cells from outside: a slot that moves to another row when the
  // window or the cart changes stays the same element and keeps its focus.
  table: { position: 'absolute' },
})

/** A place in the grid: with the device in it, or empty. `id` names the place for good. */
export type GridCell = {
  readonly id: string
  readonly udid: string | null
  readonly slot: number | null
  /** What to call the place where it is empty. */
  readonly place: string
  /** Its port is being taught: a device belongs here next. */
  readonly next?: boolean
}

/** Devices one after the other, without empty places. */
export function cellsOf(udids: readonly string[]): readonly GridCell[] {
  return udids.map((udid) => ({ id: udid, udid, slot: null, place: '' }))
}

type CartGridProps = {
  readonly label: string
  readonly cells: readonly GridCell[]
  readonly selectable: boolean
  /** As many as the cart has; without, as many as fit the window. */
  readonly columns?: number
}

/** Slots in rows. One Tab stop; arrows move, Space selects, Enter opens; Shift extends the selection. */
export function CartGrid({ label, cells, selectable, columns: fixed }: CartGridProps) {
  const styles = useStyles()
  const grid = useRef<HTMLDivElement>(null)
  const between = fixed === undefined ? gap.usual : gap.shaped
  const { columns, isNarrow } = useColumns(grid, fixed, between)
  const rowHeight = isNarrow ? slotHeight.narrow : slotHeight.usual
  // A cartful that is plugged in at once: what is in sight at once, the rest right after it.
  const complete = useDeferredValue(true, false)
  const atFirst = Math.ceil(window.innerHeight / rowHeight) * columns
  const [focused, setFocused] = useState<string | null>(null)
  const domId = (cell: GridCell): string => (cell.udid === null ? `place-${cell.id}` : cellId(cell.udid))
  const tabStop = cells.some((cell) => domId(cell) === focused) ? focused : cells[0] && domId(cells[0])
  const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) =>
    cells.slice(row * columns, (row + 1) * columns),
  )
  const order = cells.flatMap(({ udid }) => udid ?? [])

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Keys inside a slot's own button belong to that button.
    const at = cells.findIndex((cell) => event.target instanceof HTMLElement && domId(cell) === event.target.id)
    const cell = cells[at]
    if (cell === undefined) return
    const inSight = event.currentTarget.closest('main')?.clientHeight ?? 0
    const rowsInSight = Math.floor(inSight / (rowHeight + between))
    const to = moveInGrid(event.key, at, { count: cells.length, columns, rowsInSight })
    const target = to === null ? undefined : cells[to]
    if (target !== undefined) {
      grid.current?.querySelector<HTMLElement>(`#${CSS.escape(domId(target))}`)?.focus()
      if (event.shiftKey && selectable && cell.udid !== null && target.udid !== null) extend(cell.udid, target.udid)
    } else if (!actOn(event, cell, selectable, order)) return
    event.preventDefault()
  }
  const extend = (from: string, to: string): void => {
    const { selected, toggle, extendTo } = useSelection.getState()
    if (!selected.has(from)) toggle(from)
    extendTo(to, order)
  }
  const onClickCapture = (event: MouseEvent<HTMLDivElement>): void => {
    if (!event.shiftKey || !selectable || !(event.target instanceof HTMLElement)) return
    const udid = event.target.closest<HTMLElement>('[data-udid]')?.dataset['udid']
    if (udid === undefined) return
    event.stopPropagation()
    event.preventDefault()
    useSelection.getState().extendTo(udid, order)
  }

  return (
    <div className={styles.scroll}>
      <div
        ref={grid}
        {...(isNarrow && { 'data-narrow': '' })}
        className={mergeClasses(styles.grid, fixed !== undefined && styles.shaped)}
        style={{
          // The browser counts the same columns by itself, so that a change of width lays the cart out once.
          gridTemplateColumns:
            fixed === undefined
              ? `repeat(auto-fill, minmax(min(100%, ${slotWidth}px), 1fr))`
              : `repeat(${fixed}, minmax(${narrowest}px, 1fr))`,
          gridAutoRows: rowHeight,
        }}
        onKeyDown={onKeyDown}
        onClickCapture={onClickCapture}
      >
        <div
          role="grid"
          aria-label={label}
          aria-rowcount={rows.length}
          aria-colcount={columns}
          {...(selectable && { 'aria-multiselectable': true })}
          className={styles.table}
        >
          {rows.map((row, index) => (
            <div key={row[0]?.id} role="row" aria-rowindex={index + 1} aria-owns={row.map(domId).join(' ')} />
          ))}
        </div>
        {cells.map((cell, at) =>
          cell.udid === null ? (
            <EmptySlot
              key={cell.id}
              id={domId(cell)}
              slot={cell.slot}
              place={cell.place}
              next={cell.next === true}
              inTabOrder={domId(cell) === tabStop}
              onFocus={setFocused}
            />
          ) : (
            <Slot
              key={cell.id}
              udid={cell.udid}
              inTabOrder={domId(cell) === tabStop}
              selectable={selectable}
              later={!complete && at >= atFirst}
              onFocus={setFocused}
            />
          ),
        )}
      </div>
    </div>
  )
}

/** What a key does to the cell that has the focus; false when it does nothing. */
function actOn(event: KeyboardEvent, cell: GridCell, selectable: boolean, order: readonly string[]): boolean {
  const { toggle, open, select } = useSelection.getState()
  if (event.key === 'a' && (event.ctrlKey || event.metaKey) && selectable) select(order)
  else if (cell.udid === null) return false
  else if (event.key === ' ' && selectable) toggle(cell.udid)
  else if (event.key === 'Enter') open({ kind: 'device', udid: cell.udid })
  else return false
  return true
}

/** As wide as a grid will be, so that it is drawn right at once; the observer knows it better when that is done. */
function roomFor(): number {
  const main = document.getElementById('content')
  if (main === null) return 0
  const { paddingLeft, paddingRight } = getComputedStyle(main)
  return main.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
}

/** How many slots stand beside each other: so many as the cart has, or as fit; and whether that makes them narrow. */
function useColumns(grid: React.RefObject<HTMLDivElement | null>, fixed: number | undefined, between: number) {
  const [columns, setColumns] = useState(() => columnsIn(roomFor(), fixed, between))
  const [isNarrow, setNarrow] = useState(false)
  useEffect(() => {
    const element = grid.current
    if (element === null) return undefined
    const measure = (): void => {
      const width = element.clientWidth
      const count = columnsIn(width, fixed, between)
      setColumns(count)
      setNarrow((width + between) / count - between <= narrowSlot)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid, fixed, between])
  return { columns, isNarrow }
}

function columnsIn(width: number, fixed: number | undefined, between: number): number {
  return fixed ?? Math.max(1, Math.floor((width + between) / (slotWidth + between)))
}

/** The two parts of the cart: what is on the cable, and what left it but is still followed. */
export function useCart(): {
  readonly attached: readonly string[]
  readonly unplugged: readonly string[]
  readonly loaded: boolean
} {
  const attached = useDevices((state) => state.attached)
  const unplugged = useDevices((state) => state.unplugged)
  const loaded = useDevices((state) => state.loaded)
  return { attached, unplugged, loaded }
}

import { makeStyles } from '@fluentui/react-components'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useDevices } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { moveInGrid } from './grid-keys.ts'
import { Slot, cellId } from './slot.tsx'

const slotWidth = 250
const gap = 12

const useStyles = makeStyles({
  grid: { display: 'grid', gap: `${gap}px`, alignItems: 'stretch' },
  // Table and rows exist for screen readers and own their cells from outside: a slot that moves to another row when the
  // window or the cart changes stays the same element and keeps its focus.
  table: { position: 'absolute' },
})

type CartGridProps = {
  readonly label: string
  readonly udids: readonly string[]
  readonly selectable: boolean
}

/** Slots in rows that fit the window. One Tab stop; arrows move, Space selects, Enter opens. */
export function CartGrid({ label, udids, selectable }: CartGridProps) {
  const styles = useStyles()
  const grid = useRef<HTMLDivElement>(null)
  const columns = useColumns(grid)
  const [focused, setFocused] = useState<string | null>(null)
  const tabStop = focused !== null && udids.includes(focused) ? focused : udids[0]
  const rows = Array.from({ length: Math.ceil(udids.length / columns) }, (_, row) =>
    udids.slice(row * columns, (row + 1) * columns),
  )

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Keys inside a slot's own button belong to that button.
    const cell = event.target instanceof HTMLElement ? event.target.dataset['udid'] : undefined
    if (cell === undefined) return
    const { toggle, open, select } = useSelection.getState()
    const to = moveInGrid(event.key, udids.indexOf(cell), udids.length, columns)
    if (to !== null) grid.current?.querySelector<HTMLElement>(`[data-udid="${CSS.escape(udids[to] ?? '')}"]`)?.focus()
    else if (event.key === ' ' && selectable) toggle(cell)
    else if (event.key === 'Enter') open({ kind: 'device', udid: cell })
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && selectable) select(udids)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={grid}
      className={styles.grid}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      onKeyDown={onKeyDown}
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
          <div key={row[0]} role="row" aria-rowindex={index + 1} aria-owns={row.map(cellId).join(' ')} />
        ))}
      </div>
      {udids.map((udid) => (
        <Slot key={udid} udid={udid} inTabOrder={udid === tabStop} selectable={selectable} onFocus={setFocused} />
      ))}
    </div>
  )
}

/** How many slots fit beside each other. */
function useColumns(grid: React.RefObject<HTMLDivElement | null>): number {
  const [columns, setColumns] = useState(1)
  useEffect(() => {
    const element = grid.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => {
      setColumns(Math.max(1, Math.floor((element.clientWidth + gap) / (slotWidth + gap))))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid])
  return columns
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

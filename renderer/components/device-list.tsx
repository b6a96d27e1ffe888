import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { KeyboardEvent } from 'react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useCarts } from '../state/carts.ts'
import { useSlowClock } from '../state/clock.ts'
import type { DeviceColumn } from '../state/device-columns.ts'
import { listRows } from '../state/device-list.ts'
import { useDevices } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useStageView } from '../state/stage-view.ts'
import { useText } from '../text.tsx'
import { DeviceListHead } from './device-list-head.tsx'
import { DeviceListRow, rowHeight, useRowStyles } from './device-list-row.tsx'
import { EmptyNote } from './empty-note.tsx'
import { useWindowRows } from './use-window-rows.ts'

const widths: Readonly<Record<DeviceColumn, string>> = {
  slot: '48px',
  cart: 'minmax(90px, 1fr)',
  serial: 'minmax(150px, 1fr)',
  name: 'minmax(90px, 1fr)',
  model: 'minmax(90px, 1fr)',
  os: '64px',
  stage: 'minmax(190px, 1.2fr)',
  step: 'minmax(180px, 2fr)',
  left: '140px',
  blueprint: 'minmax(120px, 1.2fr)',
  intune: 'minmax(110px, 1fr)',
  battery: '64px',
}

const useStyles = makeStyles({
  box: {
    flexGrow: 1,
    minHeight: '240px',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  grid: { minWidth: 'min-content' },
  group: {
    display: 'flex',
    alignItems: 'center',
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground2,
  },
})

/** Every device as a line; only the lines in sight are drawn. One Tab stop; keys as in the cart. */
export function DeviceList() {
  const styles = useStyles()
  const rowStyles = useRowStyles()
  const text = useText()
  const { t } = text
  const view = useStageView()
  const byUdid = useDevices((state) => state.byUdid)
  const carts = useCarts((state) => state.carts)
  const now = useSlowClock()
  const { search, filter, order, groupBy, columns } = view
  const rows = useMemo(
    () => listRows(Object.values(byUdid), { search, filter, order, groupBy }, { carts, text, now }),
    [byUdid, search, filter, order, groupBy, carts, text, now],
  )
  const udids = useMemo(() => rows.flatMap((row) => (row.kind === 'device' ? row.udid : [])), [rows])
  const selectable = useMemo(() => udids.filter((udid) => byUdid[udid]?.presence !== 'unplugged'), [udids, byUdid])
  const latest = useRef(selectable)
  useEffect(() => {
    latest.current = selectable
  }, [selectable])
  const box = useRef<HTMLDivElement>(null)
  const inSight = useWindowRows(box, rows.length, rowHeight)
  const { focused, setFocused, moveTo } = useRowFocus(box, rows)
  const extend = useCallback((udid: string) => useSelection.getState().extendTo(udid, latest.current), [])
  const drawn = rows.slice(inSight.first, inSight.last)
  const tabStop = drawn.some((row) => row.kind === 'device' && row.udid === focused)
    ? focused
    : drawn.find((row) => row.kind === 'device')?.udid
  const template = `28px ${columns.map((column) => widths[column]).join(' ')}`

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const udid = event.target instanceof HTMLElement ? event.target.dataset['udid'] : undefined
    if (udid === undefined) return
    const { toggle, open, select, selected } = useSelection.getState()
    const mayChoose = latest.current.includes(udid)
    const to = target(event.key, udids.indexOf(udid), udids.length)
    if (to !== null) {
      moveTo(udids[to] ?? udid)
      if (event.shiftKey && mayChoose) {
        if (!selected.has(udid)) toggle(udid)
        if (latest.current.includes(udids[to] ?? '')) extend(udids[to] ?? udid)
      }
    } else if (event.key === ' ' && mayChoose) toggle(udid)
    else if (event.key === 'Enter') open({ kind: 'device', udid })
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) select(latest.current)
    else return
    event.preventDefault()
  }

  if (rows.length === 0)
    return (
      <EmptyNote title={t('bench:list.none')} text={t('bench:list.noneHint', { total: Object.keys(byUdid).length })}>
        <Button onClick={() => view.change({ search: '', filter: 'all' })}>{t('bench:list.clear')}</Button>
      </EmptyNote>
    )
  return (
    <div ref={box} className={styles.box}>
      <div
        role="grid"
        aria-label={t('bench:list.grid')}
        aria-multiselectable
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        className={styles.grid}
        onKeyDown={onKeyDown}
      >
        <DeviceListHead columns={columns} template={template} selectable={selectable} />
        <div role="rowgroup" style={{ height: inSight.height - inSight.offset, paddingTop: inSight.offset }}>
          {drawn.map((row, at) =>
            row.kind === 'device' ? (
              <DeviceListRow
                key={row.udid}
                udid={row.udid}
                columns={columns}
                template={template}
                index={inSight.first + at + 2}
                inTabOrder={row.udid === tabStop}
                onFocus={setFocused}
                onExtend={extend}
              />
            ) : (
              <div
                key={`group ${row.name}`}
                role="row"
                aria-rowindex={inSight.first + at + 2}
                className={mergeClasses(rowStyles.row, styles.group)}
              >
                <span role="gridcell" aria-colspan={columns.length + 1}>
                  {t('bench:list.groupCount', { name: row.name ?? '–', total: row.total })}
                </span>
              </div>
            ),
          )}
        </div>
      </div>
    </div>
  )
}

const page = 10

function target(key: string, from: number, count: number): number | null {
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count,
  }[key]
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to))
}

/** Moves the focus to a row that may not be drawn yet: brings it into sight first. */
function useRowFocus(box: React.RefObject<HTMLElement | null>, rows: ReturnType<typeof listRows>) {
  const [focused, setFocused] = useState<string | null>(null)
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const row = document.getElementById(`row-${wanted.current}`)
    if (row === null) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })
  const moveTo = (udid: string): void => {
    const element = box.current
    const index = rows.findIndex((row) => row.kind === 'device' && row.udid === udid)
    if (element === null || index < 0) return
    // The head lies over the first line of what is in sight.
    const top = index * rowHeight
    if (top < element.scrollTop) element.scrollTo({ top })
    if (top + 2 * rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTo({ top: top + 2 * rowHeight - element.clientHeight })
    wanted.current = udid
    setFocused(udid)
  }
  return { focused, setFocused, moveTo }
}

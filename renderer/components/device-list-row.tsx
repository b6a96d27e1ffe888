import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { MouseEvent } from 'react'
import { memo } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { deviceName, lastFour, modelOf } from '../device-words.ts'
import { runProgress } from '../../src-shared/run-progress.ts'
import { placeOf, useCarts } from '../state/carts.ts'
import type { DeviceColumn } from '../state/device-columns.ts'
import { mayUnplug } from '../state/device-groups.ts'
import { useDevice } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useWaitingKind } from '../state/waiting.ts'
import { useText } from '../text.tsx'
import { intuneWord } from './fact-list.tsx'
import { ProgressLine } from './progress-line.tsx'
import { StageMark } from './stage-mark.tsx'
import { TickBox } from './tick-box.tsx'
import { TimeLeft } from './time-left.tsx'

export const rowHeight = 44

export const useRowStyles = makeStyles({
  row: {
    display: 'grid',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    height: `${rowHeight}px`,
    boxSizing: 'border-box',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  device: {
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  selected: { backgroundColor: tokens.colorBrandBackground2 },
  opened: { boxShadow: `inset 4px 0 0 ${tokens.colorBrandStroke1}` },
  cell: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  four: { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  number: { fontVariantNumeric: 'tabular-nums' },
  step: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
})

type RowProps = {
  readonly udid: string
  readonly columns: readonly DeviceColumn[]
  readonly template: string
  readonly index: number
  readonly inTabOrder: boolean
  readonly onFocus: (udid: string) => void
  readonly onExtend: (udid: string) => void
}

/** One device as a line. It reads its own device, so that a change elsewhere does not touch it. */
export const DeviceListRow = memo(function DeviceListRow(props: RowProps) {
  const { udid, columns, template, index, inTabOrder, onFocus, onExtend } = props
  const styles = useRowStyles()
  const text = useText()
  const device = useDevice(udid)
  const selected = useSelection((state) => state.selected.has(udid))
  const opened = useSelection((state) => state.panel?.kind === 'device' && state.panel.udid === udid)
  const { toggle, open } = useSelection.getState()
  if (device === undefined) return null
  const selectable = device.presence !== 'unplugged'
  const onClick = (event: MouseEvent): void => {
    if (event.shiftKey && selectable) onExtend(udid)
    else if ((event.ctrlKey || event.metaKey) && selectable) toggle(udid)
    else open({ kind: 'device', udid })
  }
  return (
    <div
      role="row"
      id={`row-${udid}`}
      data-udid={udid}
      aria-rowindex={index}
      {...(selectable && { 'aria-selected': selected })}
      tabIndex={inTabOrder ? 0 : -1}
      className={mergeClasses(styles.row, styles.device, selected && styles.selected, opened && styles.opened)}
      style={{ gridTemplateColumns: template }}
      onFocus={() => onFocus(udid)}
      onClick={onClick}
    >
      <span role="gridcell">
        {selectable && (
          <TickBox
            checked={selected}
            label={text.t('slot.select', { name: deviceName(device, text) })}
            onChange={() => toggle(udid)}
          />
        )}
      </span>
      {columns.map((column) => (
        <span key={column} role="gridcell" className={styles.cell}>
          <Cell column={column} device={device} />
        </span>
      ))}
    </div>
  )
})

function Cell({ column, device }: { readonly column: DeviceColumn; readonly device: DeviceView }) {
  const styles = useRowStyles()
  const text = useText()
  const { facts, run } = device
  switch (column) {
    case 'slot':
      return <span className={styles.number}>{device.slot ?? '–'}</span>
    case 'cart':
      return <Place slot={device.slot} />
    case 'serial':
      return (
        <span translate="no" title={facts?.serial ?? ''}>
          <span className={styles.quiet}>{facts?.serial?.slice(0, -4)}</span>
          <span className={styles.four}>{lastFour(device)}</span>
        </span>
      )
    case 'name':
      return <span title={facts?.name ?? ''}>{facts?.name ?? text.t('slot.unnamed')}</span>
    case 'model':
      return modelOf(device, text)
    case 'os':
      return facts?.osVersion ?? ''
    case 'stage':
      return <StageMark stage={device.stage} unplug={mayUnplug(device)} />
    case 'step':
      return <StepCell device={device} />
    case 'left':
      return <TimeLeft device={device} />
    case 'blueprint':
      return <span title={run?.blueprintName ?? ''}>{run?.blueprintName}</span>
    case 'intune':
      return intuneWord(device.intuneState, text)
    default:
      return facts?.batteryPercent == null ? '' : text.t('fact.percent', { value: facts.batteryPercent })
  }
}

function Place({ slot }: { readonly slot: number | null }) {
  return useCarts(({ carts }) => placeOf(slot, carts))
}

/** What is going on: what somebody has to do first, else what is wrong, else the step. */
function StepCell({ device }: { readonly device: DeviceView }) {
  const styles = useRowStyles()
  const text = useText()
  const note = useWaitingKind(device)
  if (note !== null) return <HandWords words={text.t(`waiting:short.${note}`)} />
  if (device.tap !== null) return <HandWords words={text.t(`tap.${device.tap}`)} />
  if (device.error !== null) {
    const { sentence } = text.error(device.error)
    return <span title={sentence}>{sentence}</span>
  }
  if (device.run === null || device.run.endedAt !== null) return null
  const { current, done, total } = runProgress(device.run)
  return (
    <span className={styles.step}>
      {current !== null && (
        <span>
          {text.t(`step.${current.name}`)} <span className={styles.quiet}>{`${current.index}/${total}`}</span>
        </span>
      )}
      <ProgressLine
        value={total === 0 ? 0 : done / total}
        label={text.t('slot.progress', { name: deviceName(device, text) })}
      />
    </span>
  )
}

function HandWords({ words }: { readonly words: string }) {
  return <strong title={words}>{words}</strong>
}

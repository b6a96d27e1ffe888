import { mergeClasses } from '@fluentui/react-components'
import { memo } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { deviceName, lastFour, modelOf, slotLabel } from '../device-words.ts'
import { useAsset } from '../scanner/assets.ts'
import { useDevice } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'
import { useProgressStyles } from './progress-line.tsx'
import { SlotNow } from './slot-now.tsx'
import { useSlotStyles } from './slot-styles.ts'
import { StageMark, toneOf, useMarkStyles } from './stage-mark.tsx'
import { TickBox, useTickBoxStyles } from './tick-box.tsx'

type SlotProps = {
  readonly udid: string
  /** The one cell of the grid that Tab reaches. */
  readonly inTabOrder: boolean
  readonly selectable: boolean
  /** Only its place for now: it is out of sight, and what is in sight is drawn first. */
  readonly later: boolean
  readonly onFocus: (id: string) => void
}

/** The grid's rows name their cells by this. */
export function cellId(udid: string): string {
  return `slot-${udid}`
}

/** Puts the looks of slots into the page before the first cartful comes, which then need not wait for them. */
export function useSlotsAtHand(): void {
  useSlotStyles()
  useMarkStyles()
  useProgressStyles()
  useTickBoxStyles()
}

/** One device of the cart. It reads its own device, so that a change elsewhere does not touch it. */
export const Slot = memo(function Slot({ udid, inTabOrder, selectable, later, onFocus }: SlotProps) {
  const styles = useSlotStyles()
  const device = useDevice(udid)
  const chosen = useSelection(({ selected, panel }) =>
    choice(selected.has(udid), panel?.kind === 'device' && panel.udid === udid),
  )
  if (device === undefined) return null
  const selected = chosen === 'selected' || chosen === 'both'
  return (
    <div
      role="gridcell"
      id={cellId(udid)}
      data-udid={udid}
      tabIndex={inTabOrder ? 0 : -1}
      {...(selectable && { 'aria-selected': selected })}
      className={mergeClasses(
        styles.slot,
        styles[toneOf(device.stage)],
        selected && styles.selected,
        (chosen === 'opened' || chosen === 'both') && styles.opened,
      )}
      onFocus={() => onFocus(cellId(udid))}
      onClick={(event) => {
        const { toggle, open } = useSelection.getState()
        if (event.ctrlKey || event.metaKey) toggle(udid)
        else open({ kind: 'device', udid })
      }}
    >
      {!later && <Face device={device} selectable={selectable} selected={selected} inTabOrder={inTabOrder} />}
    </div>
  )
})

function choice(selected: boolean, opened: boolean): 'none' | 'selected' | 'opened' | 'both' {
  if (selected) return opened ? 'both' : 'selected'
  return opened ? 'opened' : 'none'
}

type FaceProps = {
  readonly device: DeviceView
  readonly selectable: boolean
  readonly selected: boolean
  readonly inTabOrder: boolean
}

/** What a slot says, as screen readers hear it: number, state, device, what is going on, the box to select it. */
function Face({ device, selectable, selected, inTabOrder }: FaceProps) {
  const styles = useSlotStyles()
  const text = useText()
  const asset = useAsset(device.facts?.serial ?? null)
  const name = deviceName(device, text)
  const model = modelOf(device, text)
  return (
    <>
      <div className={mergeClasses(styles.top, selectable && styles.besideCheck)}>
        <span className={styles.number}>
          <span className={styles.spoken}>{slotLabel(device, text)}</span>
          <span aria-hidden>{device.slot ?? '–'}</span>
        </span>
        <span className={styles.space} />
        <StageMark stage={device.stage} />
      </div>
      <div className={styles.identity}>
        <span className={styles.serial} translate="no">
          {lastFour(device)}
        </span>
        <span className={styles.who}>
          <span className={styles.name}>{device.facts?.name ?? text.t('slot.unnamed')}</span>
          <span className={styles.what}>
            {asset !== null && (
              <span className={styles.asset} translate="no" title={text.t('bench:assetTag', { asset })}>
                {asset}
              </span>
            )}
            <span className={styles.model} title={model}>
              {model}
            </span>
          </span>
        </span>
      </div>
      <div className={styles.below}>
        <SlotNow device={device} name={name} inTabOrder={inTabOrder} />
      </div>
      {selectable && (
        <TickBox
          className={styles.check}
          checked={selected}
          label={text.t('slot.select', { name })}
          onChange={() => useSelection.getState().toggle(device.udid)}
        />
      )}
    </>
  )
}

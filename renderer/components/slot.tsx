import { mergeClasses } from '@fluentui/react-components'
import { memo } from 'react'
import { deviceName, lastFour, modelOf, slotLabel } from '../device-words.ts'
import { useAsset } from '../scanner/assets.ts'
import { useDevice } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'
import { SlotNow } from './slot-now.tsx'
import { useSlotStyles } from './slot-styles.ts'
import { StageMark, toneOf } from './stage-mark.tsx'
import { TickBox } from './tick-box.tsx'

type SlotProps = {
  readonly udid: string
  /** The one cell of the grid that Tab reaches. */
  readonly inTabOrder: boolean
  readonly selectable: boolean
  readonly onFocus: (id: string) => void
}

/** The grid's rows name their cells by this. */
export function cellId(udid: string): string {
  return `slot-${udid}`
}

/** One device of the cart. It reads its own device, so that a change elsewhere does not touch it. */
export const Slot = memo(function Slot({ udid, inTabOrder, selectable, onFocus }: SlotProps) {
  const styles = useSlotStyles()
  const text = useText()
  const device = useDevice(udid)
  const asset = useAsset(device?.facts?.serial ?? null)
  const selected = useSelection((state) => state.selected.has(udid))
  const opened = useSelection((state) => state.panel?.kind === 'device' && state.panel.udid === udid)
  const { toggle, open } = useSelection.getState()
  if (device === undefined) return null
  const name = deviceName(device, text)
  const model = modelOf(device, text)
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
        opened && styles.opened,
      )}
      onFocus={() => onFocus(cellId(udid))}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) toggle(udid)
        else open({ kind: 'device', udid })
      }}
    >
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
          onChange={() => toggle(udid)}
        />
      )}
    </div>
  )
})

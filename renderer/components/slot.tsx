import { Button, Checkbox, ProgressBar, mergeClasses } from '@fluentui/react-components'
import { TapSingle20Filled } from '@fluentui/react-icons/svg/tap-single'
import { ArrowEject20Filled } from '@fluentui/react-icons/svg/arrow-eject'
import { memo } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { deviceName, isRetryable, isUnderWay, lastFour, modelOf, runProgress, slotLabel } from '../device-words.ts'
import { retryRuns, useAction } from '../state/act.ts'
import { mayUnplug } from '../state/device-groups.ts'
import { useDevice } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'
import { useSlotStyles } from './slot-styles.ts'
import { StageMark, toneOf } from './stage-mark.tsx'
import { TimeLeft } from './time-left.tsx'

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
  const selected = useSelection((state) => state.selected.has(udid))
  const opened = useSelection((state) => state.panel?.kind === 'device' && state.panel.udid === udid)
  const { toggle, open } = useSelection.getState()
  if (device === undefined) return null
  const name = deviceName(device, text)
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
          <span className={styles.model}>{modelOf(device, text)}</span>
        </span>
      </div>
      <div className={styles.below}>
        <WhatNow device={device} name={name} inTabOrder={inTabOrder} />
      </div>
      {selectable && (
        <Checkbox
          className={styles.check}
          checked={selected}
          tabIndex={-1}
          aria-label={text.t('slot.select', { name })}
          onClick={(event) => event.stopPropagation()}
          onChange={() => toggle(udid)}
        />
      )}
    </div>
  )
})

type WhatNowProps = { readonly device: DeviceView; readonly name: string; readonly inTabOrder: boolean }

/** The part of a slot that says what is going on and what is asked of the operator. */
function WhatNow({ device, name, inTabOrder }: WhatNowProps) {
  const styles = useSlotStyles()
  const text = useText()
  const retry = useAction()
  const progress = device.run === null ? null : runProgress(device.run)
  return (
    <>
      {device.tap !== null && (
        <p className={styles.tapPrompt}>
          <TapSingle20Filled aria-hidden className={styles.tapIcon} />
          <span className={styles.long}>{text.t(`tap.${device.tap}`)}</span>
          <span className={styles.short}>{text.t(`bench:wall.tapShort.${device.tap}`)}</span>
        </p>
      )}
      {device.stage === 'interrupted' && <p className={styles.remedy}>{text.t('slot.interrupted')}</p>}
      {device.error !== null && <p className={styles.problem}>{text.error(device.error).sentence}</p>}
      {device.error !== null && <p className={styles.remedy}>{text.error(device.error).remedy}</p>}
      {isRetryable(device) && (
        <Button
          size="small"
          className={styles.retry}
          disabled={retry.busy}
          tabIndex={inTabOrder ? 0 : -1}
          onClick={(event) => {
            event.stopPropagation()
            retry.run(() => retryRuns([device.udid]))
          }}
        >
          {text.t('slot.retry')}
        </Button>
      )}
      {progress !== null && isUnderWay(device) && (
        <>
          <span className={styles.step}>
            {progress.current !== null && (
              <>
                <span className={styles.stepName}>{text.t(`step.${progress.current.name}`)}</span>
                <span className={styles.long}>
                  {text.t('slot.stepOf', { index: progress.current.index, total: progress.total })}
                </span>
                <span className={styles.short} aria-hidden>{`${progress.current.index}/${progress.total}`}</span>
              </>
            )}
          </span>
          <ProgressBar
            value={progress.total === 0 ? 0 : progress.done / progress.total}
            thickness="large"
            aria-label={text.t('slot.progress', { name })}
          />
          <TimeLeft device={device} />
        </>
      )}
      {mayUnplug(device) && (
        <span className={styles.unplug}>
          <ArrowEject20Filled aria-hidden />
          {text.t('bench:unplugNow')}
        </span>
      )}
    </>
  )
}

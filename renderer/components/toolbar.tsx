import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { isRetryable, isStageable, isUnderWay } from '../device-words.ts'
import { retryRuns, useAction } from '../state/act.ts'
import { useDevices, whereOf } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'
import { ErrorNote } from './error-note.tsx'
import { RunButtons } from './run-buttons.tsx'
import { SelectMenu } from './select-menu.tsx'
import { ViewSwitch } from './view-switch.tsx'

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  title: {
    margin: 0,
    marginRight: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
  },
  quiet: { color: tokens.colorNeutralForeground2, flexGrow: 1 },
})

/** What can be done with the whole cart or with the devices that are selected. */
export function Toolbar() {
  const styles = useStyles()
  const { t } = useText()
  const attached = useDevices((state) => state.attached)
  const selected = useSelection((state) => state.selected)
  const { select, open } = useSelection.getState()
  const retry = useAction()
  const { chosen, meant } = useMemo(() => {
    const inSelection = attached.filter((udid) => selected.has(udid))
    return { chosen: inSelection, meant: selected.size === 0 ? attached : inSelection }
  }, [attached, selected])
  // Counts only: of two hundred changes a second, few change one.
  const count = useDevices(
    useShallow((state) => ({
      ready: whereOf(state, attached, isReady).length,
      stageable: whereOf(state, chosen, isStageable).length,
      stopped: whereOf(state, meant, isRetryable).length,
      running: whereOf(state, meant, isUnderWay).length,
    })),
  )
  const now = (udids: readonly string[], fits: (device: DeviceView) => boolean): string[] =>
    whereOf(useDevices.getState(), udids, fits)
  return (
    <>
      <div className={styles.bar}>
        <h2 className={styles.title}>{t('cart.title')}</h2>
        <ViewSwitch />
        <span className={styles.quiet}>
          {selected.size > 0
            ? t('cart.selected', { count: selected.size })
            : t('cart.count', { count: attached.length })}
        </span>
        {selected.size > 0 && <Button onClick={() => select([])}>{t('cart.clear')}</Button>}
        <SelectMenu disabled={attached.length === 0} />
        {count.ready > 0 && selected.size === 0 && (
          <Button onClick={() => select(now(attached, isReady))}>{t('cart.selectAll')}</Button>
        )}
        {count.stopped > 0 && (
          <Button disabled={retry.busy} onClick={() => retry.run(() => retryRuns(now(meant, isRetryable)))}>
            {t('cart.retryFailed', { count: count.stopped })}
          </Button>
        )}
        <RunButtons udids={meant} action={retry} />
        {count.running > 0 && (
          <Button onClick={() => open({ kind: 'cancel', udids: now(meant, isUnderWay) })}>
            {t('cart.cancel', { count: count.running })}
          </Button>
        )}
        <Button
          appearance="primary"
          disabled={count.stageable === 0}
          onClick={() => open({ kind: 'stage', udids: now(chosen, isStageable), blueprintId: null, retry: false })}
        >
          {count.stageable === 0 ? t('cart.stage') : t('cart.stageCount', { count: count.stageable })}
        </Button>
      </div>
      {retry.error !== null && <ErrorNote error={retry.error} />}
    </>
  )
}

function isReady({ stage }: DeviceView): boolean {
  return stage === 'ready'
}

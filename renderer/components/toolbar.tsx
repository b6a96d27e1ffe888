import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { isRetryable, isStageable, isUnderWay } from '../device-words.ts'
import { retryRuns, useAction } from '../state/act.ts'
import { useDevices } from '../state/devices.ts'
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
  const byUdid = useDevices((state) => state.byUdid)
  const selected = useSelection((state) => state.selected)
  const { select, open } = useSelection.getState()
  const retry = useAction()
  const { ready, chosen, stopped, running, pool } = useMemo(() => {
    const devices = attached.flatMap((udid) => byUdid[udid] ?? [])
    const meant = selected.size === 0 ? devices : devices.filter(({ udid }) => selected.has(udid))
    const udids = (list: typeof devices) => list.map(({ udid }) => udid)
    return {
      ready: udids(devices.filter(({ stage }) => stage === 'ready')),
      chosen: udids(devices.filter((device) => selected.has(device.udid) && isStageable(device))),
      stopped: udids(meant.filter(isRetryable)),
      running: udids(meant.filter(isUnderWay)),
      pool: meant,
    }
  }, [attached, byUdid, selected])
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
        {attached.length > 0 && <SelectMenu />}
        {ready.length > 0 && selected.size === 0 && (
          <Button onClick={() => select(ready)}>{t('cart.selectAll')}</Button>
        )}
        {stopped.length > 0 && (
          <Button disabled={retry.busy} onClick={() => retry.run(() => retryRuns(stopped))}>
            {t('cart.retryFailed', { count: stopped.length })}
          </Button>
        )}
        <RunButtons devices={pool} action={retry} />
        {running.length > 0 && (
          <Button onClick={() => open({ kind: 'cancel', udids: running })}>
            {t('cart.cancel', { count: running.length })}
          </Button>
        )}
        <Button
          appearance="primary"
          disabled={chosen.length === 0}
          onClick={() => open({ kind: 'stage', udids: chosen, blueprintId: null, retry: false })}
        >
          {chosen.length === 0 ? t('cart.stage') : t('cart.stageCount', { count: chosen.length })}
        </Button>
      </div>
      {retry.error !== null && <ErrorNote error={retry.error} />}
    </>
  )
}

import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { api } from '../api.ts'
import { useAction } from '../state/act.ts'
import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'
import { ErrorNote } from './error-note.tsx'
import { SidePanel } from './side-panel.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
  detail: { margin: 0, color: tokens.colorNeutralForeground2 },
})

/** Asks before runs are stopped; they stop where it is safe to. */
export function CancelPanel({ udids }: { readonly udids: readonly string[] }) {
  const styles = useStyles()
  const { t } = useText()
  const { close } = useSelection.getState()
  const action = useAction()
  const stop = async (): Promise<void> => {
    await api()['runs.cancel']({ udids: [...udids] })
    close()
  }
  return (
    <SidePanel title={t('cancelling.ask', { count: udids.length })} onClose={close}>
      <p className={styles.detail}>{t('cancelling.detail')}</p>
      {action.error !== null && <ErrorNote error={action.error} />}
      <div className={styles.row}>
        <Button appearance="primary" disabled={action.busy} onClick={() => action.run(stop)}>
          {t('cancelling.confirm')}
        </Button>
        <Button onClick={close}>{t('cancelling.keep')}</Button>
      </div>
    </SidePanel>
  )
}

import { makeStyles, tokens } from '@fluentui/react-components'
import { PaneChooser } from '../../../components/pane-chooser.tsx'
import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft, useFieldState } from './draft.ts'

const useStyles = makeStyles({
  text: { margin: 0 },
  panes: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalS,
  },
})

/** Which screens the person is spared. */
export function SetupPanes() {
  const styles = useStyles()
  const { t } = useText()
  const { value, change } = useDraft()
  const { locked } = useFieldState('skipSetup', t('blueprint:field.skipSetup'))
  return (
    <Section title={t('editor:group.panes')}>
      {locked === null ? (
        <details>
          <summary>{t('editor:panes.open', { count: value.skipSetup.length })}</summary>
          <div className={styles.panes}>
            <PaneChooser skipped={value.skipSetup} onChange={(skipSetup) => change({ skipSetup })} />
          </div>
        </details>
      ) : (
        <p className={styles.text}>{locked}</p>
      )}
    </Section>
  )
}

import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss'
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle'
import { Info20Filled } from '@fluentui/react-icons/svg/info'
import { Warning20Filled } from '@fluentui/react-icons/svg/warning'
import { useText } from '../text.tsx'
import { runCommand } from './listen-for-keys.ts'
import type { Note } from './notes.ts'
import { dismissNote, useNote } from './notes.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase300,
  },
  words: { flexGrow: 1, flexBasis: '260px', minWidth: 0, overflowWrap: 'anywhere' },
  icon: { flexShrink: 0, display: 'inline-flex' },
  info: { color: tokens.colorBrandForeground1 },
  success: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  error: { color: tokens.colorStatusDangerForeground1 },
})

const icons = {
  info: Info20Filled,
  success: CheckmarkCircle20Filled,
  warning: Warning20Filled,
  error: ErrorCircle20Filled,
}

/** What the scanner and the keys have to say, in its own line of the page: it covers nothing and stays until read. */
export function NoteBar() {
  const { t } = useText()
  const note = useNote((state) => state.note)
  return (
    <section data-region aria-label={t('keys:bar')}>
      <div role="status">{note !== null && <Said note={note} />}</div>
    </section>
  )
}

function Said({ note }: { readonly note: Note }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const Icon = icons[note.intent]
  return (
    <div className={styles.bar}>
      <span className={mergeClasses(styles.icon, styles[note.intent])} aria-hidden>
        <Icon />
      </span>
      <span className={styles.words}>{note.words(text)}</span>
      {note.actions?.map(({ label, run }) => (
        <Button
          key={label}
          size="small"
          onClick={() => {
            dismissNote()
            runCommand(run)
          }}
        >
          {t(`keys:${label}`)}
        </Button>
      ))}
      <Button
        size="small"
        appearance="subtle"
        icon={<Dismiss20Regular />}
        aria-label={t('keys:dismiss')}
        onClick={dismissNote}
      />
    </div>
  )
}

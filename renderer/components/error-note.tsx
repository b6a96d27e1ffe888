import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import { errorCatalogue } from '../../src-shared/errors/catalogue.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import { isErrorCode } from '../../src-shared/errors.ts'
import { useText } from '../text.tsx'
import { noteBarStyle } from './note-bar-style.ts'

const useStyles = makeStyles({
  bar: noteBarStyle,
  lines: { display: 'block', whiteSpace: 'normal' },
  quiet: { display: 'block', marginTop: tokens.spacingVerticalXS, color: tokens.colorNeutralForeground2 },
})

/** What went wrong, what to do about it and who can: the whole of what people need to know of an error. */
export function ErrorNote({ error }: { readonly error: ErrorRecord }) {
  const styles = useStyles()
  const text = useText()
  const { sentence, remedy } = text.error(error)
  return (
    <MessageBar intent="error" layout="multiline" className={styles.bar} politeness="assertive">
      <MessageBarBody className={styles.lines}>
        <MessageBarTitle>{sentence}</MessageBarTitle> {remedy}
        <span className={styles.quiet}>
          {isErrorCode(error.code) && text.t(`device.fixer.${errorCatalogue[error.code].fixer}`)}{' '}
          {text.t('device.code', { code: error.code })}
        </span>
      </MessageBarBody>
    </MessageBar>
  )
}

import { Button, makeStyles, tokens } from '@fluentui/react-components'
import type { BlueprintCheck } from '../../../../src-shared/blueprint-check.ts'
import { diffBlueprints } from '../../../../src-shared/blueprint-diff.ts'
import { changeText, fieldWord, problemText } from '../../../../src-shared/blueprint-words.ts'
import type { Blueprint } from '../../../../src-shared/blueprint.ts'
import type { Translator } from '../../../../src-shared/i18n/translator.ts'
import { api } from '../../../api.ts'
import { ErrorNote } from '../../../components/error-note.tsx'
import { useAction } from '../../../state/act.ts'
import { useText } from '../../../text.tsx'
import { previewName } from './naming.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  list: { margin: 0 },
  line: { margin: 0 },
})

type SaveBarProps = {
  /** Null: the text is not even JSON. */
  readonly check: BlueprintCheck | null
  readonly known: readonly Blueprint[]
  readonly idTaken: boolean
  readonly onSaved: () => void
  readonly onCancel: () => void
}

/** What is wrong, what would change, and the buttons. */
export function SaveBar({ check, known, idTaken, onSaved, onCancel }: SaveBarProps) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const action = useAction()
  const blueprint = check?.blueprint ?? null
  const replaced = known.find(({ id }) => id === blueprint?.id)
  const wrong = check === null ? [t('pages:blueprints.notJson')] : wrongWith(check, idTaken, text)
  const remarks = check === null ? [] : remarksOn(check, text)
  const changes = blueprint === null || replaced === undefined || idTaken ? [] : diffBlueprints(replaced, blueprint)
  const save = async (): Promise<void> => {
    if (blueprint === null) return
    await api()['blueprints.put']({ blueprint, replace: replaced !== undefined })
    onSaved()
  }
  return (
    <>
      {wrong.length > 0 && <p className={styles.line}>{t('editor:mend')}</p>}
      <Lines lines={[...wrong, ...remarks]} label={t('editor:mend')} />
      {wrong.length === 0 && <p className={styles.line}>{t('editor:fine')}</p>}
      {changes.length > 0 && <p className={styles.line}>{t('editor:changes')}</p>}
      <Lines lines={changes.map((change) => changeText(change, text))} label={t('pages:blueprints.differences')} />
      {action.error !== null && <ErrorNote error={action.error} />}
      <div className={styles.row}>
        <Button
          appearance="primary"
          disabled={blueprint === null || wrong.length > 0 || action.busy}
          onClick={() => action.run(save)}
        >
          {t(replaced === undefined ? 'pages:blueprints.saveNew' : 'pages:blueprints.replace')}
        </Button>
        <Button onClick={onCancel}>{t('pages:blueprints.cancel')}</Button>
      </div>
    </>
  )
}

function Lines({ lines, label }: { readonly lines: readonly string[]; readonly label: string }) {
  const styles = useStyles()
  if (lines.length === 0) return null
  return (
    <ul className={styles.list} aria-label={label}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function wrongWith({ problems, blueprint }: BlueprintCheck, idTaken: boolean, text: Translator): readonly string[] {
  const { t } = text
  const template = blueprint?.nameTemplate ?? null
  const named = template === null ? null : previewName(template)
  return [
    ...problems.map((problem) => {
      const field = problem.path === '' ? '' : fieldWord(problem.path.split('.'), text)
      return problemText({ ...problem, path: field }, t)
    }),
    ...(idTaken ? [t('editor:idTaken')] : []),
    ...(named !== null && 'error' in named ? [text.error(named.error).sentence] : []),
  ]
}

function remarksOn(
  { unknownFields, renamedFields, keyWarnings }: BlueprintCheck,
  { t }: Translator,
): readonly string[] {
  return [
    ...unknownFields.map((path) => t('blueprint:unknownField', { path })),
    ...renamedFields.map((field) => t('blueprint:oldField', field)),
    ...keyWarnings.map(({ key, kind, values }) =>
      t(`panes:warning.${kind}`, { key, suggestion: values.suggestion ?? '', version: values.version ?? '' }),
    ),
  ]
}

import { Button, Field, Textarea, makeStyles, tokens } from '@fluentui/react-components'
import { useMemo, useState } from 'react'
import { checkBlueprint } from '../../../src-shared/blueprint-check.ts'
import type { BlueprintCheck } from '../../../src-shared/blueprint-check.ts'
import { diffBlueprints } from '../../../src-shared/blueprint-diff.ts'
import { changeText, problemText } from '../../../src-shared/blueprint-words.ts'
import type { Blueprint } from '../../../src-shared/blueprint.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  area: { minHeight: '320px', fontFamily: tokens.fontFamilyMonospace },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  list: { margin: 0 },
  line: { margin: 0 },
})

type BlueprintEditorProps = {
  readonly start: string
  readonly known: readonly Blueprint[]
  readonly onSaved: () => void
  readonly onCancel: () => void
}

/** A blueprint as text, checked at every key; what would change is said before it is kept. */
export function BlueprintEditor({ start, known, onSaved, onCancel }: BlueprintEditorProps) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const action = useAction()
  const [typed, setTyped] = useState(start)
  const check = useMemo(() => checkText(typed), [typed])
  const blueprint = check?.blueprint ?? null
  const replaced = known.find(({ id }) => id === blueprint?.id)
  const changes = blueprint === null || replaced === undefined ? [] : diffBlueprints(replaced, blueprint)
  const save = async (): Promise<void> => {
    if (blueprint === null) return
    await api()['blueprints.put']({ blueprint, replace: replaced !== undefined })
    onSaved()
  }
  return (
    <Section title={t('pages:blueprints.editor')}>
      <Field label={t('pages:blueprints.editor')} hint={t('pages:blueprints.editorHint')}>
        <Textarea
          value={typed}
          resize="vertical"
          spellCheck={false}
          textarea={{ className: styles.area }}
          onChange={(_event, { value }) => setTyped(value)}
        />
      </Field>
      {check === null && <p className={styles.line}>{t('pages:blueprints.notJson')}</p>}
      {check !== null && <Findings check={check} />}
      {changes.length > 0 && (
        <ul className={styles.list} aria-label={t('pages:blueprints.differences')}>
          {changes.map((change) => (
            <li key={JSON.stringify(change)}>{changeText(change, text)}</li>
          ))}
        </ul>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
      <div className={styles.row}>
        <Button appearance="primary" disabled={blueprint === null || action.busy} onClick={() => action.run(save)}>
          {t(replaced === undefined ? 'pages:blueprints.saveNew' : 'pages:blueprints.replace')}
        </Button>
        <Button onClick={onCancel}>{t('pages:blueprints.cancel')}</Button>
      </div>
    </Section>
  )
}

function Findings({ check }: { readonly check: BlueprintCheck }) {
  const styles = useStyles()
  const { t } = useText()
  const { problems, unknownFields, renamedFields, keyWarnings } = check
  const lines = [
    ...problems.map((problem) => problemText(problem, t)),
    ...unknownFields.map((path) => t('blueprint:unknownField', { path })),
    ...renamedFields.map((field) => t('blueprint:oldField', field)),
    ...keyWarnings.map(({ key }) => t('pages:blueprints.unknownPane', { key })),
  ]
  if (lines.length === 0) return <p className={styles.line}>{t('pages:blueprints.check')}</p>
  return (
    <>
      {problems.length > 0 && <p className={styles.line}>{t('pages:blueprints.fileBad')}</p>}
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}

/** Null for what is not even JSON. */
function checkText(text: string): BlueprintCheck | null {
  try {
    return checkBlueprint(JSON.parse(text))
  } catch {
    return null
  }
}

import { Button, Field, Select, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { checkBlueprint } from '../../../src-shared/blueprint-check.ts'
import { diffBlueprints } from '../../../src-shared/blueprint-diff.ts'
import { blueprintRows, changeText } from '../../../src-shared/blueprint-words.ts'
import type { Blueprint } from '../../../src-shared/blueprint.ts'
import { api } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { saveFile } from '../../save-file.ts'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'
import { blueprintText } from './blueprint-text.ts'

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  text: { margin: 0 },
  list: { margin: 0 },
})

type BlueprintCardProps = {
  readonly blueprint: Blueprint
  readonly others: readonly Blueprint[]
  readonly onEdit: () => void
  readonly onDuplicate: () => void
  readonly onRemoved: () => void
}

/** One blueprint: what it says, what is remarkable about it, and how it differs from another one. */
export function BlueprintCard({ blueprint, others, onEdit, onDuplicate, onRemoved }: BlueprintCardProps) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const action = useAction()
  const [sure, setSure] = useState(false)
  const remove = async (): Promise<void> => {
    await api()['blueprints.delete']({ id: blueprint.id })
    onRemoved()
  }
  const { keyWarnings } = checkBlueprint(blueprint)
  return (
    <section className={styles.card} aria-label={blueprint.name}>
      <h3 className={styles.title}>{blueprint.name}</h3>
      <details>
        <summary>{t('pages:blueprints.details')}</summary>
        <DataTable
          label={blueprint.name}
          columns={[t('blueprint:field.name'), t('pages:blueprints.details')]}
          rows={blueprintRows(blueprint, text).map(([field, value], index) => ({
            key: `${index} ${field}`,
            cells: [field, value],
          }))}
        />
      </details>
      <p className={styles.text}>
        {keyWarnings.length === 0
          ? t('pages:blueprints.check')
          : keyWarnings
              .map(({ key, kind, values }) =>
                t(`panes:warning.${kind}`, { key, suggestion: values.suggestion ?? '', version: values.version ?? '' }),
              )
              .join(' ')}
      </p>
      {others.length > 0 && <Compare blueprint={blueprint} others={others} />}
      <div className={styles.row}>
        <Button onClick={onEdit}>{t('pages:blueprints.edit')}</Button>
        <Button onClick={onDuplicate}>{t('editor:duplicate')}</Button>
        <Button onClick={() => saveFile(`${blueprint.id}.json`, blueprintText(blueprint), 'application/json')}>
          {t('pages:blueprints.export')}
        </Button>
        {sure ? (
          <Button appearance="primary" disabled={action.busy} onClick={() => action.run(remove)}>
            {t('pages:blueprints.removeSure', { name: blueprint.name })}
          </Button>
        ) : (
          <Button onClick={() => setSure(true)}>{t('pages:blueprints.remove')}</Button>
        )}
      </div>
      {action.error !== null && <ErrorNote error={action.error} />}
    </section>
  )
}

function Compare({ blueprint, others }: { readonly blueprint: Blueprint; readonly others: readonly Blueprint[] }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const [chosen, setChosen] = useState('')
  const other = others.find(({ id }) => id === chosen)
  const changes = other === undefined ? [] : diffBlueprints(blueprint, other)
  return (
    <>
      <div className={styles.row}>
        <Field label={t('pages:blueprints.compare')}>
          <Select value={chosen} onChange={(_event, { value }) => setChosen(value)}>
            <option value="">{t('pages:blueprints.nothingChosen')}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {other !== undefined && changes.length === 0 && <p className={styles.text}>{t('pages:blueprints.same')}</p>}
      {changes.length > 0 && (
        <ul className={styles.list} aria-label={t('pages:blueprints.differences')}>
          {changes.map((change) => (
            <li key={JSON.stringify(change)}>{changeText(change, text)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

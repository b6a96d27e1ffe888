import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useId, useState } from 'react'
import { useText } from '../../../text.tsx'
import { useFieldState } from './draft.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalL,
  },
  line: { maxWidth: '480px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type NameListProps = {
  readonly path: string
  readonly label: string
  readonly hint: string
  readonly names: readonly string[]
  /** What is there to be named; null while nobody knows. */
  readonly known: readonly string[] | null
  readonly onChange: (names: string[]) => void
}

/** Names in their order: added one by one, moved up, taken out. */
export function NameList({ path, label, hint, names, known, onChange }: NameListProps) {
  const styles = useStyles()
  const { t } = useText()
  const { locked, problem } = useFieldState(path, label)
  const [typed, setTyped] = useState('')
  const id = useId()
  const add = (): void => {
    const name = typed.trim()
    if (name !== '' && !names.includes(name)) onChange([...names, name])
    setTyped('')
  }
  const open = (known ?? []).filter((name) => !names.includes(name))
  return (
    <>
      <Field
        className={styles.line}
        label={label}
        hint={locked ?? hint}
        {...(problem !== null && { validationMessage: problem, validationState: 'error' })}
      >
        <Input
          value={typed}
          disabled={locked !== null}
          maxLength={80}
          list={id}
          onChange={(_event, { value }) => setTyped(value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
          contentAfter={
            <datalist id={id}>
              {open.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </datalist>
          }
        />
      </Field>
      <div className={styles.row}>
        <Button
          size="small"
          disabled={typed.trim() === ''}
          onClick={add}
          aria-label={t('editor:list.addTo', { label })}
        >
          {t('editor:list.add')}
        </Button>
      </div>
      {names.length > 0 && (
        <ol className={styles.list} aria-label={label}>
          {names.map((name, at) => (
            <li key={name}>
              <span className={styles.row}>
                {name}
                {known?.includes(name) === false && <span className={styles.quiet}>({t('editor:list.missing')})</span>}
                {at > 0 && (
                  <Button
                    size="small"
                    aria-label={t('editor:list.up', { name })}
                    onClick={() => onChange(names.toSpliced(at, 1).toSpliced(at - 1, 0, name))}
                  >
                    ↑
                  </Button>
                )}
                <Button size="small" onClick={() => onChange(names.filter((one) => one !== name))}>
                  {t('editor:list.remove', { name })}
                </Button>
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

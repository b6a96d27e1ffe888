import { Field, Input, Radio, RadioGroup, Switch, makeStyles, tokens } from '@fluentui/react-components'
import { useId } from 'react'
import { useFieldState } from './draft.ts'

const useStyles = makeStyles({
  hint: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  line: { maxWidth: '480px' },
})

type TextLineProps = {
  readonly path: string
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly suggestions?: readonly string[]
  readonly maxLength?: number
  readonly required?: boolean
}

/** One line of text, with what may be typed there as suggestions. */
export function TextLine(props: TextLineProps) {
  const { path, label, hint, value, onChange, suggestions = [], maxLength, required = false } = props
  const styles = useStyles()
  const { locked, problem } = useFieldState(path, label)
  const id = useId()
  return (
    <Field
      className={styles.line}
      label={label}
      required={required}
      hint={locked ?? hint ?? null}
      {...(problem !== null && { validationMessage: problem, validationState: 'error' })}
    >
      <Input
        value={value}
        disabled={locked !== null}
        {...(maxLength !== undefined && { maxLength })}
        {...(suggestions.length > 0 && { list: id })}
        onChange={(_event, data) => onChange(data.value)}
        contentAfter={
          suggestions.length === 0 ? null : (
            <datalist id={id}>
              {suggestions.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </datalist>
          )
        }
      />
    </Field>
  )
}

export type Option<T extends string> = { readonly value: T; readonly label: string; readonly hint?: string }

type ChoiceProps<T extends string> = {
  readonly path: string
  readonly label: string
  readonly value: T
  readonly options: readonly Option<T>[]
  readonly onChange: (value: T) => void
}

/** One of a few, each with what it leads to. */
export function Choice<T extends string>({ path, label, value, options, onChange }: ChoiceProps<T>) {
  const styles = useStyles()
  const { locked, problem } = useFieldState(path, label)
  return (
    <Field
      label={label}
      hint={locked}
      {...(problem !== null && { validationMessage: problem, validationState: 'error' })}
    >
      <RadioGroup
        value={value}
        disabled={locked !== null}
        onChange={(_event, data) => {
          const chosen = options.find((option) => option.value === data.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            label={
              <>
                {option.label}
                {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
              </>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  )
}

type YesNoProps = {
  readonly path: string
  readonly label: string
  readonly hint?: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

export function YesNo({ path, label, hint, value, onChange }: YesNoProps) {
  const { locked, problem } = useFieldState(path, label)
  return (
    <Field
      hint={locked ?? hint ?? null}
      {...(problem !== null && { validationMessage: problem, validationState: 'error' })}
    >
      <Switch
        label={label}
        checked={value}
        disabled={locked !== null}
        onChange={(_event, { checked }) => onChange(checked)}
      />
    </Field>
  )
}

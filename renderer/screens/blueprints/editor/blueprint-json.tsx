import { Field, Textarea, makeStyles, tokens } from '@fluentui/react-components'
import { checkBlueprint } from '../../../../src-shared/blueprint-check.ts'
import type { BlueprintCheck } from '../../../../src-shared/blueprint-check.ts'
import { useText } from '../../../text.tsx'

const useStyles = makeStyles({ area: { minHeight: '320px', fontFamily: tokens.fontFamilyMonospace } })

/** A blueprint as text, for who knows its fields by name. */
export function BlueprintJson({
  text,
  onChange,
}: {
  readonly text: string
  readonly onChange: (text: string) => void
}) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <Field label={t('pages:blueprints.editor')} hint={t('pages:blueprints.editorHint')}>
      <Textarea
        value={text}
        resize="vertical"
        spellCheck={false}
        textarea={{ className: styles.area }}
        onChange={(_event, { value }) => onChange(value)}
      />
    </Field>
  )
}

/** Null for what is not even JSON. */
export function checkText(text: string): BlueprintCheck | null {
  try {
    return checkBlueprint(JSON.parse(text))
  } catch {
    return null
  }
}

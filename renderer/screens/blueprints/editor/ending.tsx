import { Checkbox, Field, Textarea, makeStyles, tokens } from '@fluentui/react-components'
import { toErrorRecord } from '../../../../src-shared/errors.ts'
import { expandTemplate } from '../../../../src-shared/naming.ts'
import { readBack } from '../../../../src-shared/blueprint.ts'
import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft } from './draft.ts'
import { YesNo } from './fields.tsx'
import { sample } from './naming.tsx'

const useStyles = makeStyles({
  line: { maxWidth: '480px' },
  boxes: { display: 'flex', flexWrap: 'wrap' },
  label: { margin: 0, whiteSpace: 'pre-wrap', fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
})

const usualLabel = '{serial}\n{asset}'

/** What is read back, and what happens last. */
export function Ending() {
  const styles = useStyles()
  const { t } = useText()
  const { value, change } = useDraft()
  const { end, verification } = value
  const set = (changes: Partial<typeof end>): void => change({ end: { ...end, ...changes } })
  return (
    <Section title={t('editor:group.ending')}>
      <Field label={t('editor:verify')}>
        <div role="group" className={styles.boxes}>
          {readBack.options.map((what) => (
            <Checkbox
              key={what}
              label={t(`blueprint:value.verification.${what}`)}
              checked={verification.includes(what)}
              onChange={(_event, { checked }) =>
                change({
                  verification: readBack.options.filter((one) => (one === what ? checked : verification.includes(one))),
                })
              }
            />
          ))}
        </div>
      </Field>
      <YesNo
        path="end.shutDown"
        label={t('blueprint:field.end.shutDown')}
        hint={t('editor:shutDownHint')}
        value={end.shutDown}
        onChange={(shutDown) => set({ shutDown })}
      />
      <YesNo
        path="end.label"
        label={t('editor:label')}
        hint={t('editor:labelHint')}
        value={end.label !== null}
        onChange={(print) => set({ label: print ? usualLabel : null })}
      />
      {end.label !== null && <LabelText text={end.label} onChange={(label) => set({ label })} />}
      <YesNo
        path="end.sound"
        label={t('blueprint:field.end.sound')}
        hint={t('editor:soundHint')}
        value={end.sound}
        onChange={(sound) => set({ sound })}
      />
    </Section>
  )
}

function LabelText({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }) {
  const styles = useStyles()
  const translator = useText()
  const { t } = translator
  const preview = ((): string => {
    try {
      return expandTemplate(text, sample)
    } catch (error) {
      return translator.error(toErrorRecord(error)).sentence
    }
  })()
  return (
    <>
      <Field className={styles.line} label={t('editor:labelText')}>
        <Textarea value={text} maxLength={400} onChange={(_event, { value }) => onChange(value)} />
      </Field>
      <div role="status">
        {t('editor:labelPreview')}
        <p className={styles.label}>{preview}</p>
      </div>
    </>
  )
}

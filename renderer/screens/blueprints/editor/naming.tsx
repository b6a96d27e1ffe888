import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { toErrorRecord } from '../../../../src-shared/errors.ts'
import type { ErrorRecord } from '../../../../src-shared/errors.ts'
import { expandNameTemplate } from '../../../../src-shared/naming.ts'
import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft, useFieldState } from './draft.ts'
import { TextLine, YesNo } from './fields.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  text: { margin: 0, overflowWrap: 'anywhere' },
  wrong: { color: tokens.colorStatusDangerForeground1 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

/** A device that does not exist, to try templates with. */
export const sample = { serial: 'DMPXK2ABQ1GC', asset: 'A-0427', slot: 7, counter: 1, deviceType: 'iPad' } as const

const tokenTexts = { serial: '{serial}', asset: '{asset}', slot: '{slot}', counter: '{counter:3}' } as const

/** What a template makes of the sample device, or why it cannot be one. */
export function previewName(template: string): { readonly name: string } | { readonly error: ErrorRecord } {
  try {
    return { name: expandNameTemplate(template, sample) }
  } catch (error) {
    return { error: toErrorRecord(error) }
  }
}

/** The name each device gets, shown as it is typed. */
export function Naming() {
  const styles = useStyles()
  const { t } = useText()
  const { value, change } = useDraft()
  const template = value.nameTemplate
  const { locked } = useFieldState('nameTemplate', t('blueprint:field.nameTemplate'))
  return (
    <Section title={t('editor:group.naming')}>
      <YesNo
        path="nameTemplate"
        label={t('editor:name.keep')}
        value={template === null}
        onChange={(keep) => change({ nameTemplate: keep ? null : tokenTexts.serial })}
      />
      {template !== null && locked === null && (
        <>
          <TextLine
            path="nameTemplate"
            label={t('editor:name.template')}
            hint={t('editor:name.hint')}
            value={template}
            onChange={(nameTemplate) => change({ nameTemplate })}
          />
          <div className={styles.row}>
            {(['serial', 'asset', 'slot', 'counter'] as const).map((token) => (
              <Button
                key={token}
                size="small"
                onClick={() => change({ nameTemplate: `${template}${tokenTexts[token]}` })}
              >
                {t('editor:name.insert', { token: t(`editor:name.token.${token}`) })}
              </Button>
            ))}
          </div>
          <Preview template={template} />
        </>
      )}
    </Section>
  )
}

function Preview({ template }: { readonly template: string }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const preview = previewName(template)
  return (
    <>
      <p className={'error' in preview ? styles.wrong : styles.text} role="status">
        {'error' in preview ? text.error(preview.error).sentence : t('editor:name.preview', { name: preview.name })}
      </p>
      <p className={styles.quiet}>{t('editor:name.sample', sample)}</p>
    </>
  )
}

import { makeStyles } from '@fluentui/react-components'
import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft } from './draft.ts'
import { Choice } from './fields.tsx'

const useStyles = makeStyles({ text: { margin: 0 } })

/** What becomes of a device that came back, and of what Intune has of it. */
export function Returning() {
  const styles = useStyles()
  const { t } = useText()
  const { value, change } = useDraft()
  const { returning } = value
  if (returning === null) return null
  const set = (changes: Partial<typeof returning>): void => change({ returning: { ...returning, ...changes } })
  return (
    <Section title={t('editor:group.returning')}>
      <p className={styles.text}>{t('editor:returning.leaves')}</p>
      <Choice
        path="returning.outcome"
        label={t('blueprint:field.returning.outcome')}
        value={returning.outcome}
        options={(['ready', 'disposed'] as const).map((one) => ({
          value: one,
          label: t(`editor:returning.outcome.${one}`),
        }))}
        onChange={(outcome) => set({ outcome })}
      />
      <Choice
        path="returning.record"
        label={t('blueprint:field.returning.record')}
        value={returning.record}
        options={(['keep', 'delete'] as const).map((one) => ({
          value: one,
          label: t(`editor:returning.record.${one}`),
        }))}
        onChange={(record) => set({ record })}
      />
      <Choice
        path="returning.identity"
        label={t('blueprint:field.returning.identity')}
        value={returning.identity}
        options={(['keep', 'delete'] as const).map((one) => ({
          value: one,
          label: t(`editor:returning.identity.${one}`),
        }))}
        onChange={(identity) => set({ identity })}
      />
    </Section>
  )
}

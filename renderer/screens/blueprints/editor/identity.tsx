import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft } from './draft.ts'
import { Choice, TextLine, YesNo } from './fields.tsx'

/** Whose the device is, and which computers it talks to afterwards. */
export function Identity() {
  const { t } = useText()
  const { value, change } = useDraft()
  return (
    <Section title={t('editor:group.identity')}>
      <TextLine
        path="organization"
        label={t('blueprint:field.organization')}
        hint={t('editor:organizationHint')}
        value={value.organization ?? ''}
        onChange={(organization) => change({ organization: organization === '' ? null : organization })}
      />
      <YesNo
        path="supervise"
        label={t('blueprint:field.supervise')}
        hint={t('editor:superviseHint')}
        value={value.supervise}
        onChange={(supervise) => change({ supervise })}
      />
      <Choice
        path="pairing"
        label={t('blueprint:field.pairing')}
        value={value.pairing}
        options={(['allow', 'certificate', 'forbid'] as const).map((pairing) => ({
          value: pairing,
          label: t(`editor:pairing.${pairing}`),
          hint: t(`editor:pairingHint.${pairing}`),
        }))}
        onChange={(pairing) => change({ pairing })}
      />
    </Section>
  )
}

import { Field, Input, Radio, RadioGroup, Switch, makeStyles, tokens } from '@fluentui/react-components'
import { adeAffinity } from '../../../src-shared/ade.ts'
import type { AdeSettings } from '../../../src-shared/ade.ts'
import { PaneChooser } from '../../components/pane-chooser.tsx'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  line: { maxWidth: '480px' },
  panes: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalS,
  },
})

export type AdeFieldsProps = {
  readonly settings: AdeSettings
  readonly onChange: (changes: Partial<AdeSettings>) => void
}

/** Name, description, and whose the device will be. */
export function AdeGeneralFields({ settings, onChange }: AdeFieldsProps) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <>
      <Field className={styles.line} label={t('adePage:form.name')} hint={t('adePage:form.nameHint')} required>
        <Input
          value={settings.displayName}
          maxLength={125}
          onChange={(_event, { value }) => onChange({ displayName: value })}
        />
      </Field>
      <Field className={styles.line} label={t('adePage:form.description')} hint={t('adePage:form.nameHint')}>
        <Input
          value={settings.description}
          maxLength={1500}
          onChange={(_event, { value }) => onChange({ description: value })}
        />
      </Field>
      <Field label={t('adePage:form.affinity')}>
        <RadioGroup
          value={settings.affinity}
          onChange={(_event, { value }) => onChange({ affinity: adeAffinity.parse(value) })}
        >
          {adeAffinity.options.map((one) => (
            <Radio key={one} value={one} label={t(`ade:affinity.${one}`)} />
          ))}
        </RadioGroup>
      </Field>
    </>
  )
}

/** What the person sees while the device sets itself up, and what holds from then on. */
export function AdeSetupFields({ settings, onChange }: AdeFieldsProps) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <>
      <Field hint={t('adePage:form.supervisedHint')}>
        <Switch
          label={t('adePage:form.supervised')}
          checked={settings.supervised}
          onChange={(_event, { checked }) => onChange({ supervised: checked })}
        />
      </Field>
      <Field hint={t('adePage:form.lockedHint')}>
        <Switch
          label={t('adePage:form.locked')}
          checked={settings.locked}
          onChange={(_event, { checked }) => onChange({ locked: checked })}
        />
      </Field>
      <Switch
        label={t('adePage:form.wait')}
        checked={settings.awaitConfiguration}
        onChange={(_event, { checked }) => onChange({ awaitConfiguration: checked })}
      />
      <Field className={styles.line} label={t('adePage:form.department')} hint={t('adePage:form.departmentHint')}>
        <Input
          value={settings.department}
          maxLength={125}
          onChange={(_event, { value }) => onChange({ department: value })}
        />
      </Field>
      <Field className={styles.line} label={t('adePage:form.phone')} hint={t('adePage:form.phoneHint')}>
        <Input
          value={settings.supportPhone}
          maxLength={50}
          onChange={(_event, { value }) => onChange({ supportPhone: value })}
        />
      </Field>
      <Field className={styles.line} label={t('adePage:form.deviceName')} hint={t('adePage:form.deviceNameHint')}>
        <Input
          value={settings.deviceNameTemplate}
          maxLength={63}
          onChange={(_event, { value }) => onChange({ deviceNameTemplate: value })}
        />
      </Field>
      <details>
        <summary>{t('adePage:form.panes', { count: settings.hiddenPanes.length })}</summary>
        <div className={styles.panes}>
          <PaneChooser skipped={settings.hiddenPanes} onChange={(hiddenPanes) => onChange({ hiddenPanes })} />
        </div>
      </details>
    </>
  )
}

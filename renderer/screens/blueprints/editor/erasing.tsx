import { Field, SpinButton, makeStyles } from '@fluentui/react-components'
import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft } from './draft.ts'
import { Choice, YesNo } from './fields.tsx'

const useStyles = makeStyles({ short: { maxWidth: '240px' } })

/** Whether what is on the device may be lost. */
export function Erasing() {
  const { t } = useText()
  const { value, change } = useDraft()
  return (
    <Section title={t('editor:group.erase')}>
      <Choice
        path="erase"
        label={t('blueprint:field.erase')}
        value={value.erase}
        options={(['never', 'ifNeeded', 'always'] as const).map((erase) => ({
          value: erase,
          label: t(`editor:erase.${erase}`),
          hint: t(`editor:eraseHint.${erase}`),
        }))}
        onChange={(erase) => change({ erase })}
      />
      {value.erase !== 'never' && (
        <Choice
          path="eraseWith"
          label={t('blueprint:field.eraseWith')}
          value={value.eraseWith}
          options={(['command', 'restore'] as const).map((way) => ({
            value: way,
            label: t(`editor:eraseWith.${way}`),
            hint: t(`editor:eraseWithHint.${way}`),
          }))}
          onChange={(eraseWith) => change({ eraseWith })}
        />
      )}
      {value.erase !== 'never' && value.eraseWith === 'command' && (
        <Choice
          path="dataPlan"
          label={t('blueprint:field.dataPlan')}
          value={value.dataPlan}
          options={(['preserve', 'erase'] as const).map((plan) => ({
            value: plan,
            label: t(`editor:dataPlan.${plan}`),
            hint: t(`editor:dataPlanHint.${plan}`),
          }))}
          onChange={(dataPlan) => change({ dataPlan })}
        />
      )}
    </Section>
  )
}

/** No run begins on a device that may die half-way. */
export function Power() {
  const styles = useStyles()
  const { t } = useText()
  const { value, change } = useDraft()
  const check = value.powerCheck
  return (
    <Section title={t('editor:group.power')}>
      <YesNo
        path="powerCheck"
        label={t('editor:power.ask')}
        value={check !== null}
        onChange={(ask) => change({ powerCheck: ask ? { minPercent: 20, orCharging: true } : null })}
      />
      {check !== null && (
        <>
          <Field className={styles.short} label={t('editor:power.percent')}>
            <SpinButton
              min={1}
              max={100}
              value={check.minPercent}
              onChange={(_event, data) => {
                const typed = data.value ?? Number.parseInt(data.displayValue ?? '', 10)
                if (!Number.isInteger(typed)) return
                change({ powerCheck: { ...check, minPercent: Math.max(1, Math.min(100, typed)) } })
              }}
            />
          </Field>
          <YesNo
            path="powerCheck.orCharging"
            label={t('editor:power.charging')}
            value={check.orCharging}
            onChange={(orCharging) => change({ powerCheck: { ...check, orCharging } })}
          />
        </>
      )}
    </Section>
  )
}

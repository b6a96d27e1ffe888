import { Field, Select, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Plan, PlanProblem } from '../../src-shared/plan.ts'
import { usePlanning } from '../state/planning.ts'
import { useStation } from '../state/station.ts'
import { useText } from '../text.tsx'
import { ErrorNote } from './error-note.tsx'
import { Section } from './section.tsx'
import { StepList } from './step-list.tsx'
import { roughly } from './time-left.tsx'

const useStyles = makeStyles({
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  strong: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  remedy: { display: 'block', color: tokens.colorNeutralForeground2 },
})

/** The dry run: what a blueprint would do to this device, and why. */
export function DevicePlan({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const { t } = useText()
  const blueprints = useStation((state) => state.blueprints)
  const [chosen, setChosen] = useState<string | null>(null)
  const last = blueprints.find(({ id }) => id === device.run?.blueprintId)
  const blueprintId = chosen ?? last?.id ?? blueprints[0]?.id ?? null
  const present = device.presence === 'attached'
  const planning = usePlanning(present ? [device.udid] : [], blueprintId)
  const plan = planning.plans?.[0]
  if (!present) return <p className={styles.quiet}>{t('bench:plan.notAttached')}</p>
  return (
    <>
      <p className={styles.quiet}>{t('bench:plan.intro')}</p>
      <Field label={t('bench:plan.blueprint')}>
        <Select value={blueprintId ?? ''} onChange={(_event, { value }) => setChosen(value)}>
          {blueprints.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {planning.error !== null && <ErrorNote error={planning.error} />}
      {plan === undefined && planning.error === null && blueprintId !== null && (
        <Spinner size="small" label={t('staging.planning')} labelPosition="after" />
      )}
      {plan !== undefined && <PlanWords plan={plan} />}
    </>
  )
}

function PlanWords({ plan }: { readonly plan: Plan }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const erases = { yes: t('bench:plan.erases'), maybe: t('bench:plan.mayErase'), no: t('bench:plan.keeps') }
  const steps = plan.steps.map(({ name, skip, reason, expectedMs }) => ({
    name,
    outcome: skip ? ('skipped' as const) : ('pending' as const),
    reason,
    durationMs: skip ? 0 : expectedMs,
  }))
  return (
    <>
      <p className={styles.strong}>
        {erases[plan.erases]}{' '}
        {plan.expectedMs > 0 && t('bench:plan.expected', { duration: roughly(plan.expectedMs, text) })}
      </p>
      <Problems title={t('bench:plan.problems')} problems={plan.problems} />
      <Problems title={t('bench:plan.warnings')} problems={plan.warnings} />
      <Section title={t('device.steps')}>
        <StepList steps={steps} planned />
      </Section>
    </>
  )
}

function Problems({ title, problems }: { readonly title: string; readonly problems: readonly PlanProblem[] }) {
  const styles = useStyles()
  const text = useText()
  if (problems.length === 0) return null
  return (
    <Section title={title}>
      <ul className={styles.list}>
        {problems.map((problem) => (
          <li key={problem.code}>
            {text.error(problem).sentence} <span className={styles.remedy}>{text.error(problem).remedy}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowSyncCircle20Filled } from '@fluentui/react-icons/svg/arrow-sync-circle'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { Circle20Regular } from '@fluentui/react-icons/svg/circle'
import { DismissCircle20Filled } from '@fluentui/react-icons/svg/dismiss-circle'
import { SubtractCircle20Regular } from '@fluentui/react-icons/svg/subtract-circle'
import type { RunView } from '../../src-shared/device-view.ts'
import type { StepName, StepOutcome } from '../../src-shared/step.ts'
import { useSlowClock } from '../state/clock.ts'
import { useText } from '../text.tsx'

const marks = {
  pending: Circle20Regular,
  running: ArrowSyncCircle20Filled,
  done: CheckmarkCircle20Filled,
  skipped: SubtractCircle20Regular,
  failed: DismissCircle20Filled,
} as const

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  step: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr auto',
    gap: `0 ${tokens.spacingHorizontalS}`,
    padding: `${tokens.spacingVerticalXS} 0`,
    alignItems: 'start',
  },
  reason: { gridColumn: '2 / -1', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  side: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  pending: { color: tokens.colorNeutralForeground3 },
  running: { color: tokens.colorBrandForeground1 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  skipped: { color: tokens.colorNeutralForeground3 },
  failed: { color: tokens.colorStatusDangerForeground3 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

export type ListedStep = {
  readonly name: StepName
  readonly outcome: StepOutcome
  readonly reason: string
  readonly durationMs: number
}

/** Steps with what became of them, or, of a plan, what will. */
export function StepList({
  steps,
  planned = false,
  run,
}: {
  readonly steps: readonly ListedStep[]
  readonly planned?: boolean
  /** The run they belong to: its current step counts up. */
  readonly run?: RunView
}) {
  const styles = useStyles()
  const text = useText()
  return (
    <ol className={styles.list}>
      {steps.map((step) => {
        const Icon = marks[step.outcome]
        const word = text.t(`outcome.${step.outcome}`)
        const live = step.outcome === 'running' && step.name === run?.currentStep ? run.stepStartedAt : undefined
        const side =
          live !== undefined ? (
            <Elapsed since={live} />
          ) : step.durationMs > 0 ? (
            text.duration(step.durationMs)
          ) : planned && step.outcome === 'pending' ? (
            ''
          ) : (
            word
          )
        return (
          <li key={step.name} className={styles.step}>
            <Icon className={styles[step.outcome]} aria-label={word} />
            <span className={mergeClasses(step.outcome === 'skipped' && styles.quiet)}>
              {text.t(`step.${step.name}`)}
            </span>
            <span className={styles.side}>{side}</span>
            {step.reason !== '' && <span className={styles.reason}>{text.reason(step.reason)}</span>}
          </li>
        )
      })}
    </ol>
  )
}

function Elapsed({ since }: { readonly since: number }) {
  const text = useText()
  const now = useSlowClock()
  return <>{text.duration(now - since)}</>
}

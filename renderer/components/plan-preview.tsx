import { makeStyles, tokens } from '@fluentui/react-components'
import type { Plan } from '../../src-shared/plan.ts'
import { deviceName, lastFour, modelOf, slotLabel } from '../device-words.ts'
import { useDevices } from '../state/devices.ts'
import type { SortedPlans } from '../state/plan-groups.ts'
import { groupAlike, isEraseUncertain } from '../state/plan-groups.ts'
import { useText } from '../text.tsx'
import { Section } from './section.tsx'
import { StepList } from './step-list.tsx'

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  problem: { display: 'block', color: tokens.colorNeutralForeground1 },
  remedy: { display: 'block', color: tokens.colorNeutralForeground2 },
  four: { whiteSpace: 'nowrap' },
  detail: { margin: 0, color: tokens.colorNeutralForeground2 },
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  groupTitle: {
    margin: 0,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
    fontSize: 'inherit',
  },
  erased: {
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorNeutralForeground1,
  },
})

/** What will happen and why: what cannot start, what is erased, and the steps, said once for devices that are alike. */
export function PlanPreview({ sorted }: { readonly sorted: SortedPlans }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const { ready, erasing, blocked } = sorted
  return (
    <>
      {blocked.length > 0 && (
        <Section title={t('staging.problems', { count: blocked.length })}>
          <ul className={styles.list}>
            {blocked.map((plan) => (
              <li key={plan.udid}>
                <DeviceWords udid={plan.udid} />
                {plan.problems.map((problem) => (
                  <span key={problem.code}>
                    <span className={styles.problem}>{text.error(problem).sentence}</span>
                    <span className={styles.remedy}>{text.error(problem).remedy}</span>
                  </span>
                ))}
              </li>
            ))}
          </ul>
          <p className={styles.detail}>{t('staging.problemsDetail')}</p>
        </Section>
      )}
      {erasing.length > 0 && (
        <div className={styles.erased}>
          <Section
            title={t(erasing.some(isEraseUncertain) ? 'staging.mayErase' : 'staging.erased', { count: erasing.length })}
          >
            <span>{t('staging.erasedDetail')}</span>
            <ul className={styles.list}>
              {erasing.map((plan) => (
                <li key={plan.udid}>
                  <DeviceWords udid={plan.udid} />
                </li>
              ))}
            </ul>
          </Section>
        </div>
      )}
      {ready.length > 0 && (
        <Section title={t('staging.whatHappens')}>
          {groupAlike(ready).map((group) => (
            <PlanGroup key={group[0]?.udid} group={group} all={ready.length} />
          ))}
        </Section>
      )}
    </>
  )
}

function PlanGroup({ group, all }: { readonly group: readonly Plan[]; readonly all: number }) {
  const styles = useStyles()
  const { t } = useText()
  const first = group[0]
  if (first === undefined) return null
  const steps = first.steps.map((step) => ({
    name: step.name,
    outcome: step.skip ? ('skipped' as const) : ('pending' as const),
    reason: step.reason,
    durationMs: 0,
  }))
  return (
    <div className={styles.group}>
      <h4 className={styles.groupTitle}>
        {group.length === all && all > 1 ? (
          t('staging.allSame', { count: all })
        ) : (
          <>
            {group.map((plan, index) => (
              <span key={plan.udid}>
                {index > 0 && ', '}
                <DeviceWords udid={plan.udid} />
              </span>
            ))}
          </>
        )}
      </h4>
      <StepList steps={steps} planned />
    </div>
  )
}

/** A device so that it can be found in the cart and compared with its sticker. */
function DeviceWords({ udid }: { readonly udid: string }) {
  const styles = useStyles()
  const text = useText()
  const device = useDevices((state) => state.byUdid[udid])
  if (device === undefined) return <span translate="no">{udid}</span>
  const words = [...new Set([slotLabel(device, text), deviceName(device, text), modelOf(device, text)])]
  return (
    <span>
      {words.join(' · ')} ·{' '}
      <strong translate="no" className={styles.four}>
        {lastFour(device)}
      </strong>
    </span>
  )
}

import { Button, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import type { AutomationRule, AutomationView, Countdown } from '../../../src-shared/automation.ts'
import { api } from '../../api.ts'
import { EmptyNote } from '../../components/empty-note.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Screen } from '../../components/screen.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useFeed } from '../../state/feed.ts'
import { useStation } from '../../state/station.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'
import { useNow } from '../../use-now.ts'
import { ArmForm } from './arm-form.tsx'
import { RuleForm } from './rule-form.tsx'

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  text: { margin: 0 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
})

/** Rules, what is armed, and what is about to start. */
export function AutomationScreen() {
  const { t } = useText()
  const { value, error } = useFeed((core, signal) => core['automation.feed']({}, { signal }))
  return (
    <Screen title={t('automation:title')} intro={t('pages:automation.intro')}>
      {error !== null && <ErrorNote error={error} />}
      {value === null && error === null && <Spinner label={t('shell:loading')} />}
      {value !== null && (
        <>
          {value.countdowns.length > 0 && <Countdowns view={value} />}
          {value.rules.length === 0 && (
            <EmptyNote title={t('pages:automation.none')} text={t('pages:automation.noneDetail')} />
          )}
          {value.rules.map((rule) => (
            <Rule key={rule.id} rule={rule} view={value} />
          ))}
          <RuleForm />
        </>
      )}
    </Screen>
  )
}

function Countdowns({ view }: { readonly view: AutomationView }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <Section title={t('pages:automation.countdowns')}>
      <ul className={styles.list}>
        {view.countdowns.map((countdown) => (
          <CountdownLine key={countdown.udid} countdown={countdown} />
        ))}
      </ul>
    </Section>
  )
}

function CountdownLine({ countdown }: { readonly countdown: Countdown }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const now = useNow(1000)
  const { udid, serial, ruleId, startsAt } = countdown
  const seconds = Math.max(0, Math.ceil((startsAt - now) / 1000))
  return (
    <li className={styles.row}>
      <span>{t('automation:countdown', { serial: serial ?? udid, seconds })}</span>
      <Button
        size="small"
        disabled={action.busy}
        onClick={() => action.run(async () => void (await api()['automation.disarm']({ id: ruleId })))}
      >
        {t('pages:automation.cancel')}
      </Button>
      {action.error !== null && <ErrorNote error={action.error} />}
    </li>
  )
}

function Rule({ rule, view }: { readonly rule: AutomationRule; readonly view: AutomationView }) {
  const styles = useStyles()
  const { t, language } = useText()
  const action = useAction()
  const blueprint = useStation((state) => state.blueprints.find(({ id }) => id === rule.blueprintId))
  const armed = view.armed.find(({ ruleId }) => ruleId === rule.id)
  const act = (work: () => Promise<unknown>): void => action.run(async () => void (await work()))
  return (
    <section className={styles.card} aria-label={rule.name}>
      <Section title={rule.name}>
        <p className={styles.text}>
          {t('pages:automation.rule', {
            blueprint: blueprint?.name ?? rule.blueprintId,
            seconds: rule.countdownSeconds,
          })}
          {rule.match.models.length > 0 && ` · ${rule.match.models.join(', ')}`}
        </p>
        <p className={styles.text}>
          {armed === undefined
            ? t('automation:disarmed')
            : t('automation:armedUntil', { ...armed, time: timeText(armed.expiresAt, language) })}
        </p>
        {armed === undefined ? (
          <ArmForm ruleId={rule.id} mayErase={blueprint?.erase !== 'never'} />
        ) : (
          <div className={styles.row}>
            <Button
              appearance="primary"
              disabled={action.busy}
              onClick={() => act(() => api()['automation.disarm']({ id: rule.id }))}
            >
              {t('automation:disarm')}
            </Button>
          </div>
        )}
        <div className={styles.row}>
          <Button
            size="small"
            disabled={action.busy}
            onClick={() => act(() => api()['automation.delete']({ id: rule.id }))}
          >
            {t('pages:automation.remove')}
          </Button>
        </div>
        {action.error !== null && <ErrorNote error={action.error} />}
      </Section>
    </section>
  )
}

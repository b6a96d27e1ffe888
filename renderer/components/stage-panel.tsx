import { Button, Checkbox, Field, Input, Select, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { EraseConsent } from '../../src-shared/contract.ts'
import type { Translate } from '../../src-shared/i18n/translator.ts'
import { api } from '../api.ts'
import { useAction } from '../state/act.ts'
import type { SortedPlans } from '../state/plan-groups.ts'
import { sortPlans } from '../state/plan-groups.ts'
import { usePlanning } from '../state/planning.ts'
import { useSelection } from '../state/selection.ts'
import { useStation } from '../state/station.ts'
import { useText } from '../text.tsx'
import { ErrorNote } from './error-note.tsx'
import { PlanPreview } from './plan-preview.tsx'
import { SidePanel } from './side-panel.tsx'

const useStyles = makeStyles({
  detail: { margin: 0, color: tokens.colorNeutralForeground2 },
  actions: {
    position: 'sticky',
    bottom: `calc(-1 * ${tokens.spacingHorizontalL})`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: `auto calc(-1 * ${tokens.spacingHorizontalL}) calc(-1 * ${tokens.spacingHorizontalL})`,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

/** What a blueprint comes down to, in one line. */
function meaning(blueprint: Blueprint, t: Translate): string {
  const profile = blueprint.enrollmentProfile?.displayName ?? ''
  return t('staging.meaning', { route: t(`route.${blueprint.route}`), ends: t(`endsAt.${blueprint.endsAt}`), profile })
}

type StagePanelProps = {
  readonly udids: readonly string[]
  /** Given on a retry: the blueprint of the run that stopped. */
  readonly blueprintId: string | null
  readonly retry: boolean
}

/** Blueprint → what will happen and why → consent where something is erased → start. */
export function StagePanel({ udids, blueprintId: given, retry }: StagePanelProps) {
  const styles = useStyles()
  const { t } = useText()
  const blueprints = useStation((state) => state.blueprints)
  const [chosen, setChosen] = useState<string | null>(null)
  const blueprintId = given ?? chosen ?? blueprints[0]?.id ?? null
  const blueprint = blueprints.find(({ id }) => id === blueprintId)
  const planning = usePlanning(udids, blueprintId)
  const { close } = useSelection.getState()
  const sorted = planning.plans === null ? null : sortPlans(planning.plans)
  return (
    <SidePanel title={retry ? t('staging.retryTitle') : t('panel.stage')} onClose={close}>
      {blueprints.length === 0 ? (
        <p className={styles.detail}>
          {t('staging.noBlueprints')} {t('staging.noBlueprintsDetail')}
        </p>
      ) : (
        <Field label={t('staging.blueprint')} hint={blueprint === undefined ? '' : meaning(blueprint, t)}>
          <Select disabled={retry} value={blueprintId ?? ''} onChange={(_event, { value }) => setChosen(value)}>
            {blueprints.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {planning.error !== null && (
        <>
          <ErrorNote error={planning.error} />
          <Button onClick={planning.again}>{t('staging.again')}</Button>
        </>
      )}
      {blueprintId !== null && sorted === null && planning.error === null && (
        <Spinner size="small" label={t('staging.planning')} labelPosition="after" />
      )}
      {sorted !== null && <PlanPreview sorted={sorted} />}
      {sorted !== null && blueprintId !== null && (
        <StartForm
          key={`${blueprintId} ${sorted.erasing.map(({ udid }) => udid).join(' ')}`}
          sorted={sorted}
          blueprintId={blueprintId}
          retry={retry}
          again={planning.again}
        />
      )}
    </SidePanel>
  )
}

type StartFormProps = {
  readonly sorted: SortedPlans
  readonly blueprintId: string
  readonly retry: boolean
  readonly again: () => void
}

/** The button that starts, and before it, where anything is erased, the number a person has to type. */
function StartForm({ sorted, blueprintId, retry, again }: StartFormProps) {
  const styles = useStyles()
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const [waivePilot, setWaivePilot] = useState(false)
  const action = useAction()
  const { close, select } = useSelection.getState()
  const udids = sorted.ready.map(({ udid }) => udid)
  const erase = sorted.erasing.length
  const agreed = erase === 0 || typed.trim() === String(erase)
  const start = async (): Promise<void> => {
    const consent: EraseConsent | null =
      erase === 0 ? null : { udids: sorted.erasing.map(({ udid }) => udid), typedCount: Number(typed.trim()) }
    if (retry) await api()['runs.retry']({ udids, consent })
    else await api()['runs.start']({ udids, blueprintId, consent, waivePilot })
    select([])
    close()
  }
  return (
    <form
      className={styles.actions}
      onSubmit={(event) => {
        event.preventDefault()
        if (agreed && udids.length > 0 && !action.busy) action.run(start)
      }}
    >
      {erase > 0 && (
        <Field
          label={t('staging.consentLabel')}
          hint={t('staging.consentHint', { count: erase })}
          validationState={typed !== '' && !agreed ? 'error' : 'none'}
          validationMessage={typed !== '' && !agreed ? t('staging.consentWrong') : ''}
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            value={typed}
            onChange={(_event, { value }) => setTyped(value)}
          />
        </Field>
      )}
      {!retry && udids.length > 1 && (
        <Field hint={t('automation:waivePilotHint')}>
          <Checkbox
            label={t('automation:waivePilot')}
            checked={waivePilot}
            onChange={(_event, { checked }) => setWaivePilot(checked === true)}
          />
        </Field>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
      {udids.length === 0 ? (
        <Button onClick={again}>{t('staging.again')}</Button>
      ) : (
        <Button type="submit" appearance="primary" disabled={!agreed || action.busy}>
          {erase > 0
            ? t('staging.startErase', { count: udids.length, erase })
            : t('staging.start', { count: udids.length })}
        </Button>
      )}
      <p className={styles.detail}>{t('staging.nothingYet')}</p>
    </form>
  )
}

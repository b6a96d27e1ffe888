import { Button, Checkbox, Field, Select, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { AdeAssignment, AdeDevice, AdeProfile, AdeToken } from '../../../src-shared/ade.ts'
import { isSameProfile } from '../../../src-shared/intune/profile-id.ts'
import { api } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  text: { margin: 0 },
})

type AdeDevicesProps = {
  readonly token: AdeToken
  readonly devices: readonly AdeDevice[]
  readonly profiles: readonly AdeProfile[]
  readonly onChanged: () => void
}

/** What Apple told of: every device with its profile and where it stands, chosen and assigned here. */
export function AdeDevices({ token, devices, profiles, onChanged }: AdeDevicesProps) {
  const styles = useStyles()
  const { t, language } = useText()
  const [filter, setFilter] = useState('all')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const shown = devices.filter(({ profileId }) => filter === 'all' || profileId === null)
  const choose = (serials: readonly string[], on: boolean): void =>
    setChosen((before) => new Set([...before].filter((one) => !serials.includes(one)).concat(on ? serials : [])))
  const nameOf = (id: string | null): string =>
    id === null
      ? t('adePage:noProfile')
      : (profiles.find((profile) => isSameProfile(profile.id, id))?.settings.displayName ?? id)
  if (devices.length === 0)
    return (
      <Section title={t('adePage:devices')}>
        <p className={styles.text}>{t('adePage:noDevices')}</p>
      </Section>
    )
  return (
    <Section title={t('adePage:devices')}>
      <div className={styles.row}>
        <Field label={t('adePage:show')}>
          <Select value={filter} onChange={(_event, { value }) => setFilter(value)}>
            {(['all', 'without'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`adePage:filter.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Checkbox
          label={t('adePage:selectAll')}
          checked={shown.length > 0 && shown.every(({ serial }) => chosen.has(serial))}
          onChange={(_event, { checked }) =>
            choose(
              shown.map(({ serial }) => serial),
              checked === true,
            )
          }
        />
      </div>
      <DataTable
        label={t('pages:intune.devices', { name: token.name })}
        columns={[
          t('adePage:choice'),
          ...(['serial', 'details', 'profile', 'state', 'contacted'] as const).map((key) => t(`ade:column.${key}`)),
        ]}
        rows={shown.map(({ serial, details, profileId, state, deleted, lastContactedAt }) => ({
          key: serial,
          cells: [
            <Checkbox
              key="choose"
              aria-label={t('adePage:select', { serial })}
              checked={chosen.has(serial)}
              onChange={(_event, { checked }) => choose([serial], checked === true)}
            />,
            serial,
            details,
            nameOf(profileId),
            deleted ? t('ade:deleted') : t(`ade:state.${state}`),
            lastContactedAt === null ? t('ade:never') : timeText(lastContactedAt, language),
          ],
        }))}
      />
      <Assign
        token={token}
        profiles={profiles}
        serials={devices.flatMap(({ serial }) => (chosen.has(serial) ? [serial] : []))}
        onAssigned={onChanged}
      />
    </Section>
  )
}

type AssignProps = {
  readonly token: AdeToken
  readonly profiles: readonly AdeProfile[]
  readonly serials: readonly string[]
  readonly onAssigned: () => void
}

function Assign({ token, profiles, serials, onAssigned }: AssignProps) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [chosen, setChosen] = useState('')
  const [rows, setRows] = useState<readonly AdeAssignment[]>([])
  const profile = profiles.some(({ id }) => id === chosen) ? chosen : profiles[0]?.id
  const assign = async (wanted: string): Promise<void> => {
    setRows((await api()['ade.assign']({ token: token.id, profile: wanted, serials: [...serials] })).rows)
    onAssigned()
  }
  return (
    <>
      <div className={styles.row}>
        <Field label={t('adePage:assignTo')}>
          <Select value={profile ?? ''} onChange={(_event, { value }) => setChosen(value)}>
            {profiles.map(({ id, settings }) => (
              <option key={id} value={id}>
                {settings.displayName}
              </option>
            ))}
          </Select>
        </Field>
        <Button
          appearance="primary"
          disabled={profile === undefined || serials.length === 0 || action.busy}
          onClick={() => profile !== undefined && action.run(() => assign(profile))}
        >
          {serials.length === 0 ? t('adePage:assignNone') : t('adePage:assign', { count: serials.length })}
        </Button>
      </div>
      <p className={styles.text}>{t('adePage:assignHint')}</p>
      {action.error !== null && <ErrorNote error={action.error} />}
      {rows.length > 0 && (
        <DataTable
          label={t('adePage:result')}
          columns={[t('ade:column.serial'), t('adePage:outcome')]}
          rows={rows.map(({ serial, outcome }) => ({ key: serial, cells: [serial, t(`ade:assigned.${outcome}`)] }))}
        />
      )}
    </>
  )
}

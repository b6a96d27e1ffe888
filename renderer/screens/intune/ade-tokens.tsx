import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { AdeToken } from '../../../src-shared/ade.ts'
import { api } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyNote } from '../../components/empty-note.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
})

/** Tokens of Apple's enrollment program with their last sync, and the devices of one. */
export function AdeTokens() {
  const { t, language } = useText()
  const { value, error, again } = useAnswer('', async (core) => (await core['ade.tokens']({})).tokens)
  const [shown, setShown] = useState<AdeToken | null>(null)
  const time = (at: number | null): string => (at === null ? t('ade:never') : timeText(at, language))
  return (
    <Section title={t('pages:intune.ade')}>
      {error !== null && <ErrorNote error={error} />}
      {value?.length === 0 && <EmptyNote title={t('pages:intune.noTokens')} text={t('pages:intune.noTokensDetail')} />}
      {value !== null && value.length > 0 && (
        <DataTable
          label={t('pages:intune.ade')}
          columns={[
            ...(['name', 'appleId', 'expires', 'lastSync', 'devices'] as const).map((key) => t(`ade:column.${key}`)),
            t('pages:intune.column.act'),
          ]}
          rows={value.map((token) => ({
            key: token.id,
            cells: [
              token.name,
              token.appleId ?? '–',
              time(token.expiresAt),
              time(token.lastSyncAt),
              token.syncedDevices,
              <TokenActs key="acts" token={token} onShow={() => setShown(token)} onSynced={again} />,
            ],
          }))}
        />
      )}
      {shown !== null && <TokenDevices key={shown.id} token={shown} />}
    </Section>
  )
}

type TokenActsProps = { readonly token: AdeToken; readonly onShow: () => void; readonly onSynced: () => void }

function TokenActs({ token, onShow, onSynced }: TokenActsProps) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const sync = async (): Promise<void> => {
    await api()['ade.sync']({ token: token.id, wait: false })
    onSynced()
  }
  return (
    <div className={styles.row}>
      <Button size="small" disabled={action.busy} onClick={() => action.run(sync)}>
        {t('pages:intune.sync')}
      </Button>
      <Button size="small" onClick={onShow}>
        {t('pages:intune.showDevices')}
      </Button>
      {action.error !== null && <ErrorNote error={action.error} />}
    </div>
  )
}

function TokenDevices({ token }: { readonly token: AdeToken }) {
  const { t } = useText()
  const { value, error } = useAnswer(token.id, async (core) => ({
    devices: (await core['ade.devices']({ token: token.id })).devices,
    profiles: (await core['ade.profiles']({ token: token.id })).profiles,
  }))
  if (error !== null) return <ErrorNote error={error} />
  if (value === null) return null
  const label = t('pages:intune.devices', { name: token.name })
  const nameOf = (id: string | null): string =>
    value.profiles.find((profile) => profile.id === id)?.settings.displayName ?? '–'
  return (
    <DataTable
      label={label}
      columns={(['serial', 'details', 'profile', 'state'] as const).map((key) => t(`ade:column.${key}`))}
      rows={value.devices.map((device) => ({
        key: device.serial,
        cells: [device.serial, device.details, nameOf(device.profileId), t(`intune.${device.state}`)],
      }))}
    />
  )
}

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
import { NewToken } from './ade-new-token.tsx'
import { AdeTokenDesk } from './ade-token-desk.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
})

/** Tokens of Apple's enrollment program with their last sync; one of them opened. */
export function AdeTokens() {
  const { t, language } = useText()
  const { value, error, again } = useAnswer('', async (core) => (await core['ade.tokens']({})).tokens)
  const [chosen, setChosen] = useState<string | null>(null)
  const time = (at: number | null): string => (at === null ? t('ade:never') : timeText(at, language))
  const opened = value?.find(({ id }) => id === chosen)
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
              token.expiresAt === null ? t('ade:notUploaded') : time(token.expiresAt),
              time(token.lastSyncAt),
              token.syncedDevices,
              <TokenActs key="acts" token={token} onOpen={() => setChosen(token.id)} onSynced={again} />,
            ],
          }))}
        />
      )}
      {value !== null && (
        <NewToken
          onMade={(token) => {
            setChosen(token.id)
            again()
          }}
        />
      )}
      {opened !== undefined && <AdeTokenDesk key={opened.id} token={opened} onChanged={again} />}
    </Section>
  )
}

type TokenActsProps = { readonly token: AdeToken; readonly onOpen: () => void; readonly onSynced: () => void }

function TokenActs({ token, onOpen, onSynced }: TokenActsProps) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const sync = async (): Promise<void> => {
    await api()['ade.sync']({ token: token.id, wait: true })
    onSynced()
  }
  return (
    <div className={styles.row}>
      <Button size="small" disabled={action.busy || token.expiresAt === null} onClick={() => action.run(sync)}>
        {t('pages:intune.sync')}
      </Button>
      <Button size="small" onClick={onOpen}>
        {t('adePage:open')}
      </Button>
      {action.error !== null && <ErrorNote error={action.error} />}
    </div>
  )
}

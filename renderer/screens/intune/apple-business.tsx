import { Button, Field, Select, Textarea, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { AbmRow, AbmServer } from '../../../src-shared/abm.ts'
import { api } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'
import { ConnectAppleBusiness } from './connect-apple-business.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '560px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  text: { margin: 0, overflowWrap: 'anywhere' },
})

/** Apple Business Manager: the API account, the organization's MDM servers, and which devices belong to which. */
export function AppleBusiness() {
  const styles = useStyles()
  const { t, language } = useText()
  const { value, error, again } = useAnswer('', async (core) => (await core['abm.account']({})).account ?? 'none')
  const action = useAction()
  const disconnect = async (): Promise<void> => {
    await api()['abm.disconnect']({})
    again()
  }
  return (
    <Section title={t('abm:title')}>
      {error !== null && <ErrorNote error={error} />}
      {value === 'none' && <ConnectAppleBusiness onConnected={again} />}
      {value !== null && value !== 'none' && (
        <>
          <p className={styles.text}>
            {t('abm:connected', {
              service: t(`abm:service.${value.service}`),
              clientId: value.clientId,
              keyId: value.keyId,
              since: timeText(value.connectedAt, language),
            })}
          </p>
          <div className={styles.row}>
            <Button size="small" disabled={action.busy} onClick={() => action.run(disconnect)}>
              {t('abm:disconnect')}
            </Button>
          </div>
          <Servers />
        </>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
    </Section>
  )
}

function Servers() {
  const { t, language } = useText()
  const { value, error, again } = useAnswer('', async (core) => (await core['abm.servers']({})).servers)
  if (error !== null) return <ErrorNote error={error} />
  if (value === null) return null
  return (
    <>
      <DataTable
        label={t('abm:serversAbout')}
        columns={(['name', 'type', 'devices', 'updated'] as const).map((key) => t(`abm:column.${key}`))}
        rows={value.map(({ id, name, type, devices, updatedAt }) => ({
          key: id,
          cells: [name, type, devices ?? '–', updatedAt === null ? '–' : timeText(updatedAt, language)],
        }))}
      />
      {value.length > 0 && <Order servers={value} onDone={again} />}
    </>
  )
}

/** Serial numbers to put on a server, or to take off; the answer says what is so at Apple. */
function Order({ servers, onDone }: { readonly servers: readonly AbmServer[]; readonly onDone: () => void }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(servers[0]?.id ?? '')
  const [rows, setRows] = useState<readonly AbmRow[]>([])
  const serials = text.split(/[\s,;]+/).filter((serial) => serial !== '')
  const order = async (server: string | null): Promise<void> => {
    const core = api()
    const done =
      server === null ? await core['abm.unassign']({ serials }) : await core['abm.assign']({ server, serials })
    setRows(done.rows)
    onDone()
  }
  return (
    <div className={styles.form}>
      <Field label={t('abm:serials')}>
        <Textarea value={text} spellCheck={false} onChange={(_event, { value }) => setText(value)} />
      </Field>
      <Field label={t('abm:column.server')}>
        <Select value={chosen} onChange={(_event, { value }) => setChosen(value)}>
          {servers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.row}>
        <Button disabled={action.busy || serials.length === 0} onClick={() => action.run(() => order(chosen))}>
          {t('abm:assign')}
        </Button>
        <Button disabled={action.busy || serials.length === 0} onClick={() => action.run(() => order(null))}>
          {t('abm:unassign')}
        </Button>
      </div>
      {action.error !== null && <ErrorNote error={action.error} />}
      {rows.length > 0 && (
        <DataTable
          label={t('abm:column.state')}
          columns={(['serial', 'state', 'reason'] as const).map((key) => t(`abm:column.${key}`))}
          rows={rows.map(({ serial, outcome, reason }) => ({
            key: serial,
            cells: [serial, t(`abm:outcome.${outcome}`), reason ?? ''],
          }))}
        />
      )}
    </div>
  )
}

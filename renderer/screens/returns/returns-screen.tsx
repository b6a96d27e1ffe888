import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Spinner,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useCallback, useEffect, useState } from 'react'
import { Screen } from '../../components/screen.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyNote } from '../../components/empty-note.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { readScan } from '../../scanner/read-scan.ts'
import { takeScans } from '../../scanner/scans.ts'
import { useBenchSettings } from '../../scanner/bench-settings.ts'
import { useDevices } from '../../state/devices.ts'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { ReturnActs } from './return-acts.tsx'
import { owedWords } from './owed-words.ts'
import { useExpected } from './expected.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
})

/** Devices that come back: scan one, plug it in, see what is owed, take it back. */
export function ReturnsScreen() {
  const { t } = useText()
  const { serials, expect } = useExpected()
  useScannedSerials(expect)
  return (
    <Screen title={t('pages:returns.title')} intro={t('pages:returns.intro')} actions={null}>
      <AddForm onAdd={expect} />
      <Queue serials={serials} />
    </Screen>
  )
}

/** A scanner anywhere on this page adds the device whose serial number it reads. */
function useScannedSerials(expect: (serial: string) => void): void {
  useEffect(
    () =>
      takeScans((texts) => {
        const devices = Object.values(useDevices.getState().byUdid)
        const scan = readScan(texts, devices, useBenchSettings.getState())
        if (scan.kind !== 'serial') return false
        expect(scan.serial)
        return true
      }),
    [expect],
  )
}

function AddForm({ onAdd }: { readonly onAdd: (serial: string) => void }) {
  const styles = useStyles()
  const { t } = useText()
  const [typed, setTyped] = useState('')
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim().length >= 4) onAdd(typed)
        setTyped('')
      }}
    >
      <Field label={t('pages:returns.scan')}>
        <Input type="search" value={typed} maxLength={40} onChange={(_event, { value }) => setTyped(value)} />
      </Field>
      <Button type="submit">{t('pages:returns.add')}</Button>
    </form>
  )
}

function Queue({ serials }: { readonly serials: readonly string[] }) {
  const text = useText()
  const { t } = text
  const revision = useDevices((state) => returnRevision(Object.values(state.byUdid)))
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn((one) => one + 1), [])
  const { value, error } = useAnswer(`${serials.join(' ')} ${revision} ${turn}`, (core) =>
    core['returns.owed']({ expected: [...serials] }),
  )
  if (error !== null) return <ErrorNote error={error} />
  if (value === null) return <Spinner label={t('shell:loading')} />
  if (value.entries.length === 0)
    return <EmptyNote title={t('pages:returns.none')} text={t('pages:returns.noneDetail')} />
  return (
    <>
      {value.intune !== null && (
        <MessageBar intent="warning">
          <MessageBarBody>{t('pages:returns.intuneSilent')}</MessageBarBody>
        </MessageBar>
      )}
      <DataTable
        label={t('pages:returns.title')}
        columns={[
          t('pages:returns.serial'),
          t('pages:returns.stands'),
          t('pages:returns.owed'),
          t('pages:returns.act'),
        ]}
        rows={value.entries.map((entry) => ({
          key: entry.serial,
          cells: [
            entry.serial,
            t(entry.isAttached ? 'pages:returns.here' : 'pages:returns.away'),
            owedWords(entry, text),
            <ReturnActs key="acts" entry={entry} onDone={again} />,
          ],
        }))}
      />
    </>
  )
}

/** Changes with whatever may change what is owed: who is plugged in, and how far their runs are. */
function returnRevision(
  devices: readonly { readonly udid: string; readonly presence: string; readonly stage: string }[],
): string {
  return devices.map(({ udid, presence, stage }) => `${udid} ${presence} ${stage}`).join()
}

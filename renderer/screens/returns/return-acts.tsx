import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { ReturnEntry } from '../../../src-shared/returns-contract.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { saveFile } from '../../save-file.ts'
import { useAction } from '../../state/act.ts'
import type { Action } from '../../state/act.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  code: { fontFamily: tokens.fontFamilyMonospace, margin: 0 },
})

type Props = { readonly entry: ReturnEntry; readonly onDone: () => void }

/** Take it back (with the end of its serial number typed), the bypass code on request, the certificate. */
export function ReturnActs({ entry, onDone }: Props) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [asks, setAsks] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  const nothingOwed = entry.run?.state === 'ended' && entry.records === 0
  const canStart = entry.isAttached && entry.udid !== null && entry.run?.state !== 'underWay' && !nothingOwed
  return (
    <>
      <div className={styles.acts}>
        {canStart && !asks && <Button onClick={() => setAsks(true)}>{t('pages:returns.start')}</Button>}
        {canStart && asks && <Consent entry={entry} action={action} onDone={onDone} />}
        {entry.bypassCode === 'kept' && code === null && (
          <Button
            disabled={action.busy}
            onClick={() => action.run(async () => setCode(await newestCode(entry.serial)))}
          >
            {t('pages:returns.code')}
          </Button>
        )}
        {entry.certificates > 0 && <CertificateButton serial={entry.serial} action={action} />}
      </div>
      {code !== null && (
        <p className={styles.code} translate="no">
          {code}
        </p>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
    </>
  )
}

function Consent({ entry, action, onDone }: Props & { readonly action: Action }) {
  const styles = useStyles()
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const matches = typed.trim().toUpperCase() === entry.serial.slice(-4).toUpperCase()
  return (
    <form
      className={styles.acts}
      onSubmit={(event) => {
        event.preventDefault()
        if (matches)
          action.run(async () => {
            await takeBack(entry)
            onDone()
          })
      }}
    >
      <Field label={t('pages:returns.startHint')}>
        <Input type="search" value={typed} maxLength={8} onChange={(_event, { value }) => setTyped(value)} />
      </Field>
      <Button type="submit" appearance="primary" disabled={!matches || action.busy}>
        {t('pages:returns.sure')}
      </Button>
    </form>
  )
}

function CertificateButton({ serial, action }: { readonly serial: string; readonly action: Action }) {
  const { t, language } = useText()
  const save = async (): Promise<void> => {
    const { certificates } = await api()['returns.certificates']({ serial })
    const [newest] = certificates
    if (newest === undefined) return
    const { id: runId } = newest.certificate
    const { html } = await api()['returns.certificate']({ serial, runId, language })
    saveFile(`slipway-erasure-${serial}.html`, html, 'text/html')
  }
  return (
    <Button disabled={action.busy} onClick={() => action.run(save)}>
      {t('pages:returns.certificate')}
    </Button>
  )
}

async function newestCode(serial: string): Promise<string | null> {
  const { codes } = await api()['returns.bypassCode']({ serial })
  return codes[0]?.code ?? null
}

/** A return is a run with the blueprint for it; what was typed is the consent to its erase. */
async function takeBack({ udid }: ReturnEntry): Promise<void> {
  if (udid === null) return
  const { blueprints } = await api()['blueprints.list']({})
  const blueprint = blueprints.find(({ kind }) => kind === 'return')
  if (blueprint === undefined) throw new AppError('stage.unknownBlueprint', { id: 'return' })
  await api()['runs.start']({
    udids: [udid],
    blueprintId: blueprint.id,
    consent: { udids: [udid], typedCount: 1 },
  })
}

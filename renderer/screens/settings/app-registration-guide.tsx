import { Button, Field, Select, Textarea, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { SetupKind } from '../../../src-shared/account-contract.ts'
import { setupKind } from '../../../src-shared/account-contract.ts'
import type { CloudName } from '../../../src-shared/account.ts'
import { permissions } from '../../../src-shared/permissions.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { saveFile } from '../../save-file.ts'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  inside: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalS,
  },
  text: { margin: 0, maxWidth: '80ch', overflowWrap: 'anywhere' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  script: { minHeight: '240px', fontFamily: tokens.fontFamilyMonospace },
})

const steps = ['one', 'two', 'three', 'four', 'five', 'six'] as const
const fileNames: Readonly<Record<SetupKind, string>> = {
  az: 'slipway-app.sh',
  powershell: 'slipway-app.ps1',
  graph: 'slipway-app.json',
}

/** How an administrator makes the app registration: where to click, or a script that does it. */
export function AppRegistrationGuide({ cloud }: { readonly cloud: CloudName }) {
  const styles = useStyles()
  const { t } = useText()
  const names = permissions.map(({ name }) => name).join(', ')
  return (
    <details>
      <summary>{t('pages:settings.tenantHow')}</summary>
      <div className={styles.inside}>
        {steps.map((step) => (
          <p key={step} className={styles.text}>
            {step === 'four' ? t('account:steps.four', { permissions: names }) : t(`account:steps.${step}`)}
          </p>
        ))}
        <p className={styles.text}>{t('pages:settings.tenantAfter')}</p>
        <SetupScript cloud={cloud} />
      </div>
    </details>
  )
}

function SetupScript({ cloud }: { readonly cloud: CloudName }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [kind, setKind] = useState<SetupKind>('az')
  const [script, setScript] = useState<string | null>(null)
  return (
    <>
      <div className={styles.row}>
        <Field label={t('pages:settings.script')}>
          <Select
            value={kind}
            onChange={(_event, { value }) => {
              setKind(setupKind.catch('az').parse(value))
              setScript(null)
            }}
          >
            {setupKind.options.map((one) => (
              <option key={one} value={one}>
                {t(`pages:settings.scriptKind.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Button
          disabled={action.busy}
          onClick={() => action.run(async () => setScript((await api()['account.setup']({ kind, cloud })).script))}
        >
          {t('pages:settings.showScript')}
        </Button>
        {script !== null && (
          <Button onClick={() => saveFile(fileNames[kind], script, 'text/plain')}>
            {t('pages:settings.saveScript')}
          </Button>
        )}
      </div>
      {action.error !== null && <ErrorNote error={action.error} />}
      {script !== null && (
        <Field label={t('pages:settings.scriptText')}>
          <Textarea value={script} readOnly resize="vertical" textarea={{ className: styles.script }} />
        </Field>
      )}
    </>
  )
}

import { Button, Field, Radio, RadioGroup, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { adePairing } from '../../../src-shared/ade.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { FileButton, base64Of } from '../../components/file-button.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'
import type { AdeFieldsProps } from './ade-profile-fields.tsx'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, margin: 0 },
  name: { overflowWrap: 'anywhere' },
})

/** Which computers may talk to the device, and the certificates that prove it. */
export function AdeUsbFields({ settings, onChange }: AdeFieldsProps) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [subjects, setSubjects] = useState<Readonly<Record<string, string>>>({})
  const { certificates } = settings
  const add = async (file: File): Promise<void> => {
    const read = await api()['ade.readCertificate']({ file: await base64Of(file) })
    const { thumbprint, certificate, subject } = read
    setSubjects((before) => ({ ...before, [thumbprint]: subject }))
    const others = certificates.filter((one) => one.thumbprint !== thumbprint)
    onChange({ certificates: [...others, { thumbprint, certificate }] })
  }
  return (
    <>
      <Field label={`${t('adePage:form.management')}: ${t('adePage:form.pairingLabel')}`}>
        <RadioGroup
          value={settings.pairing}
          onChange={(_event, { value }) => onChange({ pairing: adePairing.parse(value) })}
        >
          {adePairing.options.map((one) => (
            <Radio key={one} value={one} label={t(`adePage:form.pairing.${one}`)} />
          ))}
        </RadioGroup>
      </Field>
      {settings.pairing === 'certificate' && (
        <>
          <ul className={styles.list} aria-label={t('adePage:form.certificates')}>
            {certificates.map(({ thumbprint }) => {
              const name = subjects[thumbprint] ?? `SHA-1 ${thumbprint}`
              return (
                <li key={thumbprint} className={styles.name}>
                  {name}{' '}
                  <Button
                    size="small"
                    onClick={() =>
                      onChange({ certificates: certificates.filter((one) => one.thumbprint !== thumbprint) })
                    }
                  >
                    {t('adePage:form.removeCertificate', { name })}
                  </Button>
                </li>
              )
            })}
          </ul>
          <div>
            <FileButton
              label={t('adePage:form.addCertificate')}
              accept=".cer,.crt,.pem,.der"
              disabled={action.busy || certificates.length >= 10}
              onFile={(file) => action.run(() => add(file))}
            />
          </div>
          {action.error !== null && <ErrorNote error={action.error} />}
        </>
      )}
    </>
  )
}

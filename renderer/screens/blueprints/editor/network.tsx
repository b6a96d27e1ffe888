import { Field, Select, makeStyles } from '@fluentui/react-components'
import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft, useFieldState } from './draft.ts'
import { Choice, TextLine, YesNo } from './fields.tsx'
import { WifiPassword } from './wifi-password.tsx'

const useStyles = makeStyles({ line: { maxWidth: '480px' } })

const newNetwork = { ssid: '', encryption: 'WPA2', hidden: false, passwordSecret: null } as const

/** Where the device gets its network from while it is set up. */
export function Network() {
  const { t } = useText()
  const { value, change, materials } = useDraft()
  return (
    <Section title={t('editor:group.network')}>
      <Choice
        path="wifi"
        label={t('editor:wifi.choice')}
        value={value.wifi === null ? 'none' : 'network'}
        options={(['none', 'network'] as const).map((which) => ({ value: which, label: t(`editor:wifi.${which}`) }))}
        onChange={(which) => change({ wifi: which === 'none' ? null : newNetwork })}
      />
      {value.wifi !== null && <Wifi />}
      <TextLine
        path="networkProfile"
        label={t('blueprint:field.networkProfile')}
        hint={t('editor:networkProfileHint')}
        suggestions={materials?.profiles ?? []}
        value={value.networkProfile ?? ''}
        onChange={(name) => change({ networkProfile: name === '' ? null : name })}
      />
    </Section>
  )
}

const encryptions = ['None', 'WEP', 'WPA', 'WPA2', 'WPA3', 'Any'] as const

function Wifi() {
  const styles = useStyles()
  const { t } = useText()
  const { value, change } = useDraft()
  const { locked } = useFieldState('wifi', t('editor:wifi.encryption'))
  const { wifi } = value
  if (wifi === null) return null
  const set = (changes: Partial<typeof wifi>): void => change({ wifi: { ...wifi, ...changes } })
  /** The name of the password follows the network's, as long as nobody gave it another. */
  const rename = (ssid: string): void => {
    const follows = wifi.passwordSecret === null || wifi.passwordSecret === secretFor(wifi.ssid)
    set({ ssid, ...(follows && wifi.encryption !== 'None' && { passwordSecret: secretFor(ssid) }) })
  }
  return (
    <>
      <TextLine
        path="wifi.ssid"
        label={t('editor:wifi.ssid')}
        required
        maxLength={32}
        value={wifi.ssid}
        onChange={rename}
      />
      <Field className={styles.line} label={t('editor:wifi.encryption')}>
        <Select
          value={wifi.encryption}
          disabled={locked !== null}
          onChange={(_event, data) => {
            const encryption = encryptions.find((one) => one === data.value) ?? wifi.encryption
            set({
              encryption,
              passwordSecret: encryption === 'None' ? null : (wifi.passwordSecret ?? secretFor(wifi.ssid)),
            })
          }}
        >
          {encryptions.map((one) => (
            <option key={one} value={one}>
              {one === 'None' ? t('editor:wifi.open') : one === 'Any' ? t('editor:wifi.any') : one}
            </option>
          ))}
        </Select>
      </Field>
      <YesNo
        path="wifi.hidden"
        label={t('editor:wifi.hidden')}
        value={wifi.hidden}
        onChange={(hidden) => set({ hidden })}
      />
      {wifi.encryption !== 'None' && (
        <WifiPassword name={wifi.passwordSecret ?? ''} onRename={(passwordSecret) => set({ passwordSecret })} />
      )}
    </>
  )
}

function secretFor(ssid: string): string | null {
  return ssid === '' ? null : `wifi.${ssid}`
}

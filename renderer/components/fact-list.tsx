import { useAsset } from '../scanner/assets.ts'
import { makeStyles, tokens } from '@fluentui/react-components'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { productName } from '../../src-shared/product-names.ts'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, auto) 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere', userSelect: 'all' },
})

type Fact = readonly [label: string, value: string | null]

/** What Intune says of a device, in words; null when it says nothing. */
export function intuneWord(state: string | null, { t }: Translator): string | null {
  switch (state) {
    case null:
      return null
    case 'enrolled':
    case 'pendingReset':
    case 'failed':
    case 'notContacted':
    case 'blocked':
    case 'registrationPending':
    case 'registrationRefused':
      return t(`intune.${state}`)
    default:
      return t('intune.unknown')
  }
}

function factsOf(device: DeviceView, asset: string | null, text: Translator): readonly Fact[] {
  const { t } = text
  const facts = device.facts
  const flag = (value: boolean | null | undefined, yes: string, no: string): string | null =>
    value === null || value === undefined ? null : value ? yes : no
  const yesNo = (value: boolean | null | undefined) => flag(value, t('fact.yes'), t('fact.no'))
  const onOff = (value: boolean | null | undefined) => flag(value, t('fact.on'), t('fact.off'))
  const system = [facts?.osVersion, facts?.build && `(${facts.build})`].filter(Boolean).join(' ')
  const type = facts?.productType ?? null
  const model = [type === null ? facts?.deviceClass : productName(type), type].filter(Boolean)
  return [
    [t('fact.serial'), facts?.serial ?? null],
    [t('fact.asset'), asset],
    [t('fact.name'), facts?.name ?? null],
    [t('fact.model'), model.length === 0 ? null : [...new Set(model)].join(' · ')],
    [t('fact.os'), system === '' ? null : system],
    [t('fact.intune'), intuneWord(device.intuneState, text)],
    [t('fact.run'), device.run?.blueprintName ?? null],
    [t('fact.supervised'), yesNo(facts?.supervised)],
    [t('fact.organization'), facts?.organizationName ?? null],
    [t('fact.setup'), flag(facts?.setupDone, t('fact.setupDone'), t('fact.setupOpen'))],
    [t('fact.activation'), facts?.activationState ?? null],
    [t('fact.cloudConfigured'), yesNo(facts?.cloudConfigured)],
    [t('fact.findMy'), onOff(facts?.findMy)],
    [t('fact.passcode'), onOff(facts?.passwordProtected)],
    [t('fact.battery'), facts?.batteryPercent == null ? null : t('fact.percent', { value: facts.batteryPercent })],
    [t('fact.imei'), facts?.imei ?? null],
    [t('fact.wifiAddress'), facts?.wifiAddress ?? null],
    [t('fact.udid'), device.udid],
    [t('fact.ecid'), facts?.ecid ?? null],
  ]
}

/** What is known of a device; what could not be read is left out. */
export function FactList({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const text = useText()
  const asset = useAsset(device.facts?.serial ?? null)
  return (
    <dl className={styles.list}>
      {factsOf(device, asset, text)
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <Fact key={label} label={label} value={value ?? ''} />
        ))}
    </dl>
  )
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  const styles = useStyles()
  return (
    <>
      <dt className={styles.term}>{label}</dt>
      <dd className={styles.value} translate="no">
        {value}
      </dd>
    </>
  )
}

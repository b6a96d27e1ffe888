import { makeStyles, tokens } from '@fluentui/react-components'
import { ArrowSwap20Regular } from '@fluentui/react-icons/svg/arrow-swap'
import { useEffect, useState } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { api } from '../api.ts'
import type { SwapAdvice } from '../state/swap-test.ts'
import { swapAdvice } from '../state/swap-test.ts'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorNeutralForeground1,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { gridColumn: 2, margin: 0 },
})

/** Lines that are looked at: a shift's worth of a full cart. */
const lines = 500

/** After a second failure: which of cable, port and device to exchange next. */
export function SwapCard({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const { t } = useText()
  const advice = useAdvice(device)
  if (advice === null) return null
  return (
    <section className={styles.card} aria-label={t('bench:swap.title')}>
      <ArrowSwap20Regular aria-hidden />
      <h3 className={styles.title}>{t('bench:swap.title')}</h3>
      <p className={styles.text}>{t(`bench:swap.${advice.kind}`, advice)}</p>
      {advice.kind !== 'swapPort' && advice.kind !== 'device' && (
        <p className={styles.text}>{t('bench:swap.seen', advice)}</p>
      )}
    </section>
  )
}

function useAdvice({ udid, slot, stage, run }: DeviceView): SwapAdvice | null {
  const [advice, setAdvice] = useState<SwapAdvice | null>(null)
  const failed = stage === 'needsAttention' || stage === 'interrupted'
  const runId = run?.id
  useEffect(() => {
    setAdvice(null)
    if (!failed) return undefined
    let wanted = true
    api()
      ['ledger.list']({ before: null, limit: lines, device: null, since: null, until: null })
      .then(
        ({ entries }) => wanted && setAdvice(swapAdvice(entries, udid, slot)),
        // Advice is a help, no promise: without the ledger there is none.
        () => {},
      )
    return () => {
      wanted = false
    }
  }, [udid, slot, failed, runId])
  return advice
}

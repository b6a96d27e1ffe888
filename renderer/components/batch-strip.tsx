import { makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { BatchSummary } from '../../src-shared/batch.ts'
import { latestBatch } from '../../src-shared/batch.ts'
import { onceFor, useDevices } from '../state/devices.ts'
import type { DevicesState } from '../state/devices.ts'
import { useText } from '../text.tsx'
import { ProgressLine } from './progress-line.tsx'
import { toneColors } from './stage-mark.tsx'

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    marginLeft: 'auto',
  },
  count: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'baseline' },
  term: { order: 2 },
  value: { margin: 0, fontWeight: tokens.fontWeightBold, fontVariantNumeric: 'tabular-nums' },
})

const batchOf = onceFor((byUdid: DevicesState['byUdid']) => latestBatch(Object.values(byUdid)))

/** The batch under way, or the last one: how many stand where, and how far the whole is. */
export function BatchStrip() {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const batch = useDevices(useShallow(({ byUdid }) => batchOf(byUdid)))
  const now = useNow(batch !== null && batch.endedAt === null)
  if (batch === null) return null
  const done = batch.enrolled + batch.awaitingUser
  const ended = batch.endedAt !== null
  const duration = text.duration((batch.endedAt ?? now) - batch.startedAt)
  return (
    <section className={styles.strip} aria-label={ended ? t('batch.finishedTitle') : t('batch.title')}>
      <div className={styles.line}>
        <h2 className={styles.title}>{ended ? t('batch.finishedTitle') : t('batch.title')}</h2>
        <span>{t('batch.summary', { done, total: batch.total })}</span>
        <span className={styles.quiet}>{ended ? t('batch.took', { duration }) : t('batch.elapsed', { duration })}</span>
        <Counts batch={batch} />
      </div>
      <ProgressLine
        value={batch.stepsTotal === 0 ? 0 : batch.stepsDone / batch.stepsTotal}
        {...(ended && batch.attention > 0 ? { tone: 'bad' } : done === batch.total && { tone: 'good' })}
        label={t('batch.progress')}
      />
    </section>
  )
}

function Counts({ batch }: { readonly batch: BatchSummary }) {
  const styles = useStyles()
  const { t } = useText()
  const counts = [
    ['working', batch.working, toneColors.busy],
    ['tap', batch.tap, toneColors.tap],
    ['attention', batch.attention, toneColors.bad],
    ['awaitingUser', batch.awaitingUser, toneColors.person],
    ['enrolled', batch.enrolled, toneColors.good],
  ] as const
  return (
    <dl className={styles.counts}>
      {counts
        .filter(([, count]) => count > 0)
        .map(([key, count, color]) => (
          <div key={key} className={styles.count}>
            <dt className={styles.term}>{t(`batch.${key}`)}</dt>
            <dd className={styles.value} style={{ color }}>
              {count}
            </dd>
          </div>
        ))}
    </dl>
  )
}

/** The time, once a second while it matters. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!running) return undefined
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [running])
  return now
}

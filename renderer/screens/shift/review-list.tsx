import { makeStyles, tokens } from '@fluentui/react-components'
import type { DueItem } from '../../../src-shared/deadlines-contract.ts'
import type { OpenDevice, ShiftReview } from '../../../src-shared/shift-contract.ts'
import { dueOf } from '../../../src-shared/due-words.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: tokens.spacingHorizontalM, margin: 0 },
  term: { fontWeight: tokens.fontWeightSemibold },
  detail: { margin: 0 },
  plain: { margin: 0, padding: 0, listStyleType: 'none' },
})

/** What is open: devices, what Intune must be told, and what lapses. */
export function ReviewList({ review }: { readonly review: ShiftReview }) {
  const styles = useStyles()
  const { t } = useText()
  const { unfinished, awaitingUser, outboxOpen, outboxNeedPerson, deadlines } = review
  return (
    <dl className={styles.list}>
      <dt className={styles.term}>{t('shift:unfinished')}</dt>
      <dd className={styles.detail}>
        <Devices devices={unfinished} />
      </dd>
      <dt className={styles.term}>{t('shift:awaitingUser')}</dt>
      <dd className={styles.detail}>
        <Devices devices={awaitingUser} />
      </dd>
      <dt className={styles.term}>{t('shift:outbox')}</dt>
      <dd className={styles.detail}>
        {outboxOpen + outboxNeedPerson === 0
          ? t('shift:none')
          : t('shift:outboxLine', { open: outboxOpen, decide: outboxNeedPerson })}
      </dd>
      <dt className={styles.term}>{t('shift:deadlines')}</dt>
      <dd className={styles.detail}>
        <Deadlines items={deadlines} />
      </dd>
    </dl>
  )
}

function Devices({ devices }: { readonly devices: readonly OpenDevice[] }) {
  const styles = useStyles()
  const { t } = useText()
  if (devices.length === 0) return t('shift:none')
  return (
    <ul className={styles.plain}>
      {devices.map(({ udid, serial, slot, stage }) => {
        const words = { serial: serial ?? udid, stage: t(`stage.${stage}`) }
        return (
          <li key={udid}>
            {slot === null ? t('shift:deviceLineNoSlot', words) : t('shift:deviceLine', { ...words, slot })}
          </li>
        )
      })}
    </ul>
  )
}

function Deadlines({ items }: { readonly items: readonly DueItem[] }) {
  const styles = useStyles()
  const text = useText()
  const { t, language } = text
  if (items.length === 0) return t('shift:none')
  return (
    <ul className={styles.plain}>
      {items.map((item) => {
        const { kind, dueAt, state } = item
        const of = dueOf(item, text)
        const kindText = t(`lookup:deadlines.of.${kind}`)
        const what = of === null ? kindText : t('lookup:deadlines.ofOne', { what: kindText, of })
        const due = timeText(dueAt, language)
        return (
          <li key={`${kind} ${item.of}`}>
            {t('lookup:deadlines.line', { what, due, state: t(`lookup:deadlines.state.${state}`) })}
          </li>
        )
      })}
    </ul>
  )
}

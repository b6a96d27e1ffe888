import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { hexOf } from '../../src-shared/explained/error-number.ts'
import type { Explanation } from '../../src-shared/explained/explain.ts'
import { explain } from '../../src-shared/explained/explain.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import { useText } from '../text.tsx'
import { ErrorNote } from './error-note.tsx'
import { Section } from './section.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(90px, auto) 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0 },
  meaning: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  evidence: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    userSelect: 'all',
  },
})

/** What went wrong; and, where the device itself spoke, what its code means, what is likely behind it, what to do. */
export function ErrorExplained({ error }: { readonly error: ErrorRecord }) {
  const styles = useStyles()
  const { t } = useText()
  const explanation = explain(error)
  return (
    <>
      <ErrorNote error={error} />
      {explanation !== null && <Meaning explanation={explanation} />}
      <Accordion collapsible>
        <AccordionItem value="evidence">
          <AccordionHeader size="small" as="h3">
            {t('bench:explained.evidence')}
          </AccordionHeader>
          <AccordionPanel>
            <pre className={styles.evidence} translate="no">
              {evidenceOf(error, explanation)}
            </pre>
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
    </>
  )
}

function Meaning({ explanation }: { readonly explanation: Explanation }) {
  const styles = useStyles()
  const { t } = useText()
  const { errors, known } = explanation
  return (
    <Section title={t('bench:explained.title')}>
      {!known && <p className={styles.quiet}>{t('bench:explained.unknown')}</p>}
      {errors.length > 1 && <p className={styles.quiet}>{t('bench:explained.several')}</p>}
      {known &&
        errors.map(({ id, retry }) => (
          <div key={id}>
            <p className={styles.meaning}>{t(`explained:of.${id}.meaning`)}</p>
            <dl className={styles.list}>
              <dt className={styles.term}>{t('explained:label.cause')}</dt>
              <dd className={styles.value}>{t(`explained:of.${id}.cause`)}</dd>
              <dt className={styles.term}>{t('explained:label.remedy')}</dt>
              <dd className={styles.value}>{t(`explained:of.${id}.remedy`)}</dd>
              <dt className={styles.term}>{t('explained:label.retry')}</dt>
              <dd className={styles.value}>{t(`explained:retry.${retry}`)}</dd>
            </dl>
          </div>
        ))}
    </Section>
  )
}

/** Code, details and the chain of codes as they were told: what supporters ask for first. */
function evidenceOf({ code, details }: ErrorRecord, explanation: Explanation | null): string {
  const told = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`)
  const chain = (explanation?.chain ?? []).map(({ domain, codes, text }) => {
    const [number] = codes
    return [domain, number === undefined ? null : `${number} (${hexOf(number)})`, text].filter(Boolean).join(' ')
  })
  return [code, ...told, ...chain].join('\n')
}

import { makeStyles, tokens } from '@fluentui/react-components'
import { useAnswer } from '../../state/feed.ts'
import { useStation } from '../../state/station.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: tokens.spacingHorizontalM, margin: 0 },
  pair: { display: 'contents' },
  term: { fontWeight: tokens.fontWeightSemibold },
  detail: { margin: 0, overflowWrap: 'anywhere' },
  hint: { color: tokens.colorNeutralForeground2 },
})

/** Versions, organization and where everything is kept. */
export function AboutStation() {
  const styles = useStyles()
  const { t } = useText()
  const info = useStation((state) => state.info)
  const { value } = useAnswer('', (core) => core['settings.show']({}))
  if (info === null) return null
  const rows: readonly (readonly [string, string])[] = [
    [t('pages:settings.version'), info.version],
    [t('pages:settings.mode'), t(`pages:settings.${info.mode}`)],
    [t('pages:settings.organization'), info.organizationName],
    [t('pages:settings.tenant'), info.tenantName ?? t('header.noTenant')],
    ...(value === null
      ? []
      : ([
          [t('pages:settings.data'), value.dataDirectory],
          [t('pages:settings.runtime'), value.runtime],
        ] as const)),
  ]
  return (
    <>
      <dl className={styles.list}>
        {rows.map(([term, detail]) => (
          <div key={term} className={styles.pair}>
            <dt className={styles.term}>{term}</dt>
            <dd className={styles.detail}>{detail}</dd>
          </div>
        ))}
      </dl>
      <span className={styles.hint}>{t('pages:settings.organizationHint')}</span>
    </>
  )
}

import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import { useStation } from '../state/station.ts'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  bar: { borderRadius: 0, paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
  body: { whiteSpace: 'normal' },
})

/** Says when what the window shows may not be true any more, or why no device can show up. */
export function ConnectionBanner() {
  const text = useText()
  const { t } = text
  const connection = useStation((state) => state.connection)
  const info = useStation((state) => state.info)
  if (connection === 'refused') {
    return <Banner intent="error" title={t('connection.refused')} detail={t('connection.refusedDetail')} />
  }
  if (connection === 'lost') {
    return <Banner intent="warning" title={t('connection.lost')} detail={t('connection.lostDetail')} />
  }
  if (info !== null && !info.cableService) {
    if (info.cableError !== undefined) {
      const { sentence, remedy } = text.error(info.cableError)
      return <Banner intent="warning" title={sentence} detail={remedy} />
    }
    return (
      <Banner intent="warning" title={t('connection.noCableService')} detail={t('connection.noCableServiceDetail')} />
    )
  }
  return null
}

type BannerProps = { readonly intent: 'error' | 'warning'; readonly title: string; readonly detail: string }

function Banner({ intent, title, detail }: BannerProps) {
  const styles = useStyles()
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.bar} politeness="assertive">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{title}</MessageBarTitle> {detail}
      </MessageBarBody>
    </MessageBar>
  )
}

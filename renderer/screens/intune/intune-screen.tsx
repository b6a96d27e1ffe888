import { Screen } from '../../components/screen.tsx'
import { useText } from '../../text.tsx'
import { AdeTokens } from './ade-tokens.tsx'
import { AppleBusiness } from './apple-business.tsx'
import { Deadlines } from './deadlines.tsx'
import { OutboxList } from './outbox-list.tsx'

/** What Intune must still be told, what lapses, and Apple's enrollment program. */
export function IntuneScreen() {
  const { t } = useText()
  return (
    <Screen title={t('pages:intune.title')} intro={t('pages:intune.intro')}>
      <OutboxList />
      <Deadlines />
      <AdeTokens />
      <AppleBusiness />
    </Screen>
  )
}

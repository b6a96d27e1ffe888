import { useEffect, useRef } from 'react'
import { useRoute } from '../navigation/route.ts'
import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'
import { AccountDesk } from './account-desk.tsx'
import { SidePanel } from './side-panel.tsx'

/** The Microsoft account beside the page it was opened on: on a phone it would hide the next one. */
export function AccountPanel() {
  const { t } = useText()
  const { page } = useRoute()
  const openedOn = useRef(page)
  const { close } = useSelection.getState()
  useEffect(() => {
    if (page !== openedOn.current) close()
  }, [page, close])
  return (
    <SidePanel title={t('account:title')} onClose={close}>
      <AccountDesk />
    </SidePanel>
  )
}

import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'
import { AccountDesk } from './account-desk.tsx'
import { SidePanel } from './side-panel.tsx'

/** The Microsoft account beside whatever page is open. */
export function AccountPanel() {
  const { t } = useText()
  return (
    <SidePanel title={t('account:title')} onClose={useSelection.getState().close}>
      <AccountDesk />
    </SidePanel>
  )
}

import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger, Text } from '@fluentui/react-components'
import { useState } from 'react'
import { practiceFaultNames } from '../../../src-shared/practice-contract.ts'
import type { PracticeFault } from '../../../src-shared/practice-contract.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'

type FaultMenuProps = { readonly udid: string | null; readonly label: string }

/** Everything that can be made to go wrong, for one device or for the cart. */
export function FaultMenu({ udid, label }: FaultMenuProps) {
  const { t } = useText()
  const action = useAction()
  const [asked, setAsked] = useState<PracticeFault | null>(null)
  const arm = (fault: PracticeFault): void =>
    action.run(async () => {
      await api()['practice.fault']({ udid, fault })
      setAsked(fault)
    })
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton size={udid === null ? 'medium' : 'small'} disabled={action.busy}>
            {label}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {practiceFaultNames.map((fault) => (
              <MenuItem key={fault} onClick={() => arm(fault)}>
                {t(`world:fault.${fault}`)}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {asked !== null && (
        <Text size={200} role="status">
          {t('world:faultAsked', { fault: t(`world:fault.${asked}`) })}
        </Text>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
    </>
  )
}

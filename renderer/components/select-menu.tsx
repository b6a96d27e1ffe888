import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { SelectAllOn20Regular } from '@fluentui/react-icons/svg/select-all-on'
import { isIn } from '../state/device-groups.ts'
import { useDevices } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'

const groups = ['ready', 'working', 'tap', 'attention', 'unplug', 'awaitingUser'] as const

/** Chooses devices by how they stand. */
export function SelectMenu({ disabled }: { readonly disabled: boolean }) {
  const { t } = useText()
  const choose = (group: (typeof groups)[number] | 'all' | 'none'): void => {
    const { attached, byUdid } = useDevices.getState()
    const fits = (udid: string): boolean => {
      const device = byUdid[udid]
      return group === 'all' || (group !== 'none' && device !== undefined && isIn(group, device))
    }
    useSelection.getState().select(attached.filter(fits))
  }
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<SelectAllOn20Regular />} disabled={disabled}>
          {t('bench:selectBy.label')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {(['all', ...groups, 'none'] as const).map((group) => (
            <MenuItem key={group} onClick={() => choose(group)}>
              {t(`bench:selectBy.${group}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

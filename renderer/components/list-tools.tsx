import {
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  SearchBox,
  Select,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { TableSettings20Regular } from '@fluentui/react-icons/svg/table-settings'
import { useId } from 'react'
import type { DeviceColumn } from '../state/device-columns.ts'
import { deviceColumns } from '../state/device-columns.ts'
import { deviceGroups } from '../state/device-groups.ts'
import { useStageView } from '../state/stage-view.ts'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  pair: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  search: { width: '240px' },
})

const groupings = ['stage', 'model', 'blueprint', 'os', 'intune'] as const satisfies readonly DeviceColumn[]

/** Search, filter, grouping and columns of the list. */
export function ListTools() {
  const styles = useStyles()
  const { t } = useText()
  const { search, filter, groupBy, columns, change } = useStageView()
  const filterId = useId()
  const groupId = useId()
  return (
    <div className={styles.tools}>
      <SearchBox
        className={styles.search}
        aria-label={t('bench:list.search')}
        placeholder={t('bench:list.searchHint')}
        value={search}
        onChange={(_event, { value }) => change({ search: value })}
      />
      <span className={styles.pair}>
        <label htmlFor={filterId}>{t('bench:list.show')}</label>
        <Select
          id={filterId}
          value={filter}
          onChange={(_event, { value }) => change({ filter: deviceGroups.find((group) => group === value) ?? 'all' })}
        >
          {(['all', ...deviceGroups] as const).map((group) => (
            <option key={group} value={group}>
              {t(`bench:list.filter.${group}`)}
            </option>
          ))}
        </Select>
      </span>
      <span className={styles.pair}>
        <label htmlFor={groupId}>{t('bench:list.group')}</label>
        <Select
          id={groupId}
          value={groupBy ?? ''}
          onChange={(_event, { value }) => change({ groupBy: groupings.find((column) => column === value) ?? null })}
        >
          <option value="">{t('bench:list.noGroup')}</option>
          {groupings.map((column) => (
            <option key={column} value={column}>
              {t(`bench:list.column.${column}`)}
            </option>
          ))}
        </Select>
      </span>
      <Menu
        checkedValues={{ columns: [...columns] }}
        onCheckedValueChange={(_event, { checkedItems }) => {
          const chosen = deviceColumns.filter((column) => checkedItems.includes(column))
          if (chosen.length > 0) change({ columns: chosen })
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<TableSettings20Regular />}>{t('bench:list.columns')}</Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {deviceColumns.map((column) => (
              <MenuItemCheckbox key={column} name="columns" value={column}>
                {t(`bench:list.column.${column}`)}
              </MenuItemCheckbox>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  )
}

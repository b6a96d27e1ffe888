import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowSortDown16Regular } from '@fluentui/react-icons/svg/arrow-sort-down'
import { ArrowSortUp16Regular } from '@fluentui/react-icons/svg/arrow-sort-up'
import type { DeviceColumn } from '../state/device-columns.ts'
import { useSelection } from '../state/selection.ts'
import { useStageView } from '../state/stage-view.ts'
import { useText } from '../text.tsx'
import { useRowStyles } from './device-list-row.tsx'

const useStyles = makeStyles({
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  sort: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    width: '100%',
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    color: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    overflow: 'hidden',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

type HeadProps = {
  readonly columns: readonly DeviceColumn[]
  readonly template: string
  /** What the box in the corner chooses: everything that is listed and on the cable. */
  readonly selectable: readonly string[]
}

/** The names of the columns; each sorts by it, and once more the other way round. */
export function DeviceListHead({ columns, template, selectable }: HeadProps) {
  const styles = useStyles()
  const rowStyles = useRowStyles()
  const { t } = useText()
  const { order, change } = useStageView()
  const chosen = useSelection(({ selected }) => selectable.filter((udid) => selected.has(udid)).length)
  const { select } = useSelection.getState()
  const Arrow = order.descending ? ArrowSortDown16Regular : ArrowSortUp16Regular
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={rowStyles.row} style={{ gridTemplateColumns: template }}>
        <span role="gridcell">
          <Checkbox
            aria-label={t('bench:selectBy.all')}
            checked={chosen === 0 ? false : chosen === selectable.length ? true : 'mixed'}
            onChange={(_event, { checked }) => select(checked === false ? [] : selectable)}
          />
        </span>
        {columns.map((column) => {
          const sorted = order.column === column
          return (
            <span
              key={column}
              role="columnheader"
              className={rowStyles.cell}
              aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                className={mergeClasses(styles.sort, rowStyles.cell)}
                onClick={() => change({ order: { column, descending: sorted && !order.descending } })}
              >
                {t(`bench:list.column.${column}`)}
                {sorted && <Arrow aria-hidden />}
              </button>
            </span>
          )
        })}
      </div>
    </div>
  )
}

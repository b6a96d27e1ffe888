import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { UsbPlug20Regular } from '@fluentui/react-icons/svg/usb-plug'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalXS,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalS,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    textAlign: 'center',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  next: {
    border: `3px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
})

type EmptySlotProps = {
  readonly id: string
  readonly slot: number | null
  readonly place: string
  readonly next: boolean
  readonly inTabOrder: boolean
  readonly onFocus: (id: string) => void
}

/** A port of a named cart without a device. */
export function EmptySlot({ id, slot, place, next, inTabOrder, onFocus }: EmptySlotProps) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <div
      role="gridcell"
      id={id}
      tabIndex={inTabOrder ? 0 : -1}
      className={mergeClasses(styles.empty, next && styles.next)}
      onFocus={() => onFocus(id)}
    >
      <UsbPlug20Regular aria-hidden />
      <span>{slot === null ? place : t('slot.slot', { slot })}</span>
      <span>{t(next ? 'bench:carts.here' : slot === null ? 'bench:carts.untaught' : 'bench:carts.empty')}</span>
    </div>
  )
}

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

export const useTickBoxStyles = makeStyles({
  // As large as a gloved finger needs, around a box of Fluent's size.
  target: { display: 'flex', width: '32px', height: '32px', cursor: 'pointer' },
  box: {
    appearance: 'none',
    display: 'grid',
    width: '16px',
    height: '16px',
    margin: 'auto',
    boxSizing: 'border-box',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusSmall,
    cursor: 'inherit',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    ':checked': {
      backgroundColor: tokens.colorCompoundBrandBackground,
      borderTopColor: tokens.colorCompoundBrandBackground,
      borderRightColor: tokens.colorCompoundBrandBackground,
      borderBottomColor: tokens.colorCompoundBrandBackground,
      borderLeftColor: tokens.colorCompoundBrandBackground,
      '@media (forced-colors: active)': { backgroundColor: 'Highlight', forcedColorAdjust: 'none' },
    },
    ':checked::before': {
      content: '""',
      margin: '2px',
      clipPath: 'polygon(0 52%, 14% 38%, 36% 60%, 86% 10%, 100% 24%, 36% 88%)',
      backgroundColor: tokens.colorNeutralForegroundInverted,
      '@media (forced-colors: active)': { backgroundColor: 'HighlightText' },
    },
  },
})

type TickBoxProps = {
  readonly checked: boolean
  readonly label: string
  readonly className?: string
  readonly onChange: () => void
}

/**
 * A check box as Fluent draws it, in two plain elements, for lists of many. Out of the Tab order: the row or cell it
 * belongs to is selected with Space.
 */
export function TickBox({ checked, label, className, onChange }: TickBoxProps) {
  const styles = useTickBoxStyles()
  return (
    <label className={mergeClasses(styles.target, className)} onClick={(event) => event.stopPropagation()}>
      <input
        type="checkbox"
        className={styles.box}
        checked={checked}
        tabIndex={-1}
        aria-label={label}
        onChange={onChange}
      />
    </label>
  )
}

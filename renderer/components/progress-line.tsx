import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

export const useProgressStyles = makeStyles({
  track: {
    flexShrink: 0,
    height: '4px',
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground6,
    '@media (forced-colors: active)': { outline: '1px solid CanvasText' },
  },
  fill: {
    height: '100%',
    transformOrigin: 'left',
    backgroundColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  good: { backgroundColor: tokens.colorPaletteGreenBackground3 },
  bad: { backgroundColor: tokens.colorPaletteRedBackground3 },
})

type ProgressLineProps = {
  /** From 0 to 1. */
  readonly value: number
  readonly label: string
  readonly tone?: 'good' | 'bad'
}

/**
 * Fluent's progress bar in two plain elements. Fluent's own slides to each value and lays the page out on every frame
 * meanwhile; where a cartful moves several times a second, nothing would ever come to rest.
 */
export function ProgressLine({ value, label, tone }: ProgressLineProps) {
  const styles = useProgressStyles()
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={value}
      className={styles.track}
    >
      <div
        className={mergeClasses(styles.fill, tone !== undefined && styles[tone])}
        style={{ transform: `scaleX(${value})` }}
      />
    </div>
  )
}

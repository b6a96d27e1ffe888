import { makeStyles, tokens } from '@fluentui/react-components'
import { toneColors } from './stage-mark.tsx'

const edge = (tone: keyof typeof toneColors) => ({ '::before': { backgroundColor: toneColors[tone] } })
const ring = `0 0 0 2px ${tokens.colorBrandStroke1}`
/** In a cart of many columns a slot keeps what matters: number, state, last four, what to do. */
const narrow = ':global([data-narrow])'
const faintEdge = { '::before': { backgroundColor: tokens.colorNeutralStroke1 } }

/** Pixels: slots up to this width are narrow; their grid says so, because each asking for itself costs more than it draws. */
export const narrowSlot = 215

/** Pixels. A slot is as high as the next, whatever it says, so that nothing moves under a hand that reaches for it. */
export const slotHeight = { usual: 172, narrow: 188 }

const atMost = (lines: number) => ({
  display: '-webkit-box',
  WebkitLineClamp: String(lines),
  WebkitBoxOrient: 'vertical' as const,
  overflow: 'hidden',
})

/** How a slot looks: dense enough for a cartful, with the serial large enough to compare at arm's length. */
export const useSlotStyles = makeStyles({
  slot: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    // What happens in a slot concerns no other, and one out of sight need not be drawn.
    contain: 'strict',
    contentVisibility: 'auto',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
    cursor: 'pointer',
    ':hover': { boxShadow: tokens.shadow8 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
    '::before': { content: '""', position: 'absolute', left: 0, top: 0, bottom: 0, width: '5px' },
  },
  quiet: faintEdge,
  calm: faintEdge,
  busy: edge('busy'),
  tap: edge('tap'),
  away: edge('away'),
  good: edge('good'),
  person: edge('person'),
  bad: edge('bad'),
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    borderTopColor: tokens.colorBrandStroke1,
    borderRightColor: tokens.colorBrandStroke1,
    borderBottomColor: tokens.colorBrandStroke1,
    borderLeftColor: tokens.colorBrandStroke1,
  },
  opened: { boxShadow: ring, ':hover': { boxShadow: ring } },
  top: {
    display: 'flex',
    flexShrink: 0,
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '32px',
    whiteSpace: 'nowrap',
    [narrow]: { flexWrap: 'wrap', paddingLeft: 0, whiteSpace: 'normal' },
  },
  besideCheck: { paddingLeft: '26px', [narrow]: { paddingLeft: 0 } },
  // Last for screen readers, which are told the state first; in the corner for everybody else.
  check: { position: 'absolute', top: '6px', left: '7px', [narrow]: { top: '2px' } },
  spoken: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  number: {
    minWidth: '20px',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    textAlign: 'center',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    [narrow]: { marginLeft: '26px' },
  },
  space: { flexGrow: 1, [narrow]: { flexBasis: '40%' } },
  identity: {
    display: 'flex',
    flexShrink: 0,
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
    [narrow]: { flexWrap: 'wrap', gap: 0 },
  },
  serial: {
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    letterSpacing: '0.02em',
    whiteSpace: 'nowrap',
  },
  who: { display: 'flex', flexDirection: 'column', minWidth: 0, [narrow]: { flexBasis: '100%' } },
  name: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase300,
    [narrow]: { display: 'none' },
  },
  what: {
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'nowrap',
  },
  asset: { overflow: 'hidden', textOverflow: 'ellipsis', fontWeight: tokens.fontWeightSemibold },
  model: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: tokens.colorNeutralForeground2,
    [narrow]: { display: 'none' },
  },
  short: { display: 'none', [narrow]: { display: 'inline' } },
  long: { [narrow]: { display: 'none' } },
  below: { display: 'flex', flexDirection: 'column', flexGrow: 1, gap: tokens.spacingVerticalXS, minHeight: 0 },
  step: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    '& > :last-child': { flexShrink: 0 },
  },
  stepName: {
    overflowWrap: 'anywhere',
    [narrow]: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  },
  tapPrompt: {
    display: 'flex',
    flexShrink: 1,
    minHeight: 0,
    gap: tokens.spacingHorizontalS,
    margin: 0,
    padding: `2px ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  small: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  tapIcon: { flexShrink: 0, color: tokens.colorStatusWarningForeground3 },
  problem: {
    ...atMost(2),
    flexShrink: 0,
    margin: 0,
    color: tokens.colorNeutralForeground1,
    [narrow]: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  },
  mend: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: 0 },
  remedy: {
    ...atMost(2),
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    [narrow]: { display: 'none' },
  },
  retry: { flexShrink: 0 },
  // A state to act on: filled, so that it is seen from the other side of the bench.
  unplug: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorStatusSuccessBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
})

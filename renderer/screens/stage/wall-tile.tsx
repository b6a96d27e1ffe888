import { ProgressBar, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowEject20Filled } from '@fluentui/react-icons/svg/arrow-eject'
import { memo } from 'react'
import { marks, toneColors, toneOf } from '../../components/stage-mark.tsx'
import type { Tone } from '../../components/stage-mark.tsx'
import { deviceName, isUnderWay, lastFour, slotLabel } from '../../device-words.ts'
import { stepsDone } from '../../state/device-columns.ts'
import { mayUnplug } from '../../state/device-groups.ts'
import { useDevice } from '../../state/devices.ts'
import { useWaitingKind } from '../../state/waiting.ts'
import { useText } from '../../text.tsx'

const edge = (tone: Tone) => ({ borderLeftColor: toneColors[tone] })

const useStyles = makeStyles({
  tile: {
    containerType: 'size',
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    minWidth: 0,
    padding: '0.5vh 0.7vw',
    borderLeft: '0.7vw solid',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: 'hidden',
    '@media (forced-colors: active)': { borderTop: '1px solid', borderRight: '1px solid', borderBottom: '1px solid' },
  },
  quiet: edge('quiet'),
  calm: edge('calm'),
  busy: edge('busy'),
  tap: edge('tap'),
  away: edge('away'),
  good: edge('good'),
  person: edge('person'),
  bad: edge('bad'),
  // What asks for a hand is filled, so that it stands out from everything that goes on by itself.
  handTap: { backgroundColor: tokens.colorStatusWarningBackground3, color: '#1b1a19' },
  handBad: { backgroundColor: tokens.colorStatusDangerBackground3, color: '#ffffff' },
  handGood: { backgroundColor: tokens.colorStatusSuccessBackground3, color: tokens.colorNeutralForegroundOnBrand },
  line: { display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', gap: '0.5vw', minWidth: 0 },
  four: {
    fontSize: 'min(44cqh, 26cqw)',
    lineHeight: 1.1,
    fontWeight: 700,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  slot: { fontSize: 'min(26cqh, 12cqw)', fontVariantNumeric: 'tabular-nums' },
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: '0.4vw',
    fontSize: 'min(24cqh, 8.6cqw)',
    lineHeight: 1.15,
    fontWeight: 600,
    '& svg': { width: '1.15em', height: '1.15em', flexShrink: 0 },
  },
  word: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
})

/** One device, large: last four, slot, state. */
export const WallTile = memo(function WallTile({ udid }: { readonly udid: string }) {
  const styles = useStyles()
  const text = useText()
  const device = useDevice(udid)
  const note = useWaitingKind(device)
  if (device === undefined) return null
  const tone = toneOf(device.stage)
  const unplug = mayUnplug(device)
  const asks = tone === 'tap' || note !== null
  const hand = unplug ? styles.handGood : asks ? styles.handTap : tone === 'bad' ? styles.handBad : undefined
  const Icon = unplug ? ArrowEject20Filled : marks[device.stage].Icon
  const word = unplug
    ? text.t('bench:unplugNow')
    : note !== null
      ? text.t(`waiting:wall.${note}`)
      : device.tap !== null
        ? text.t(`bench:wall.tapShort.${device.tap}`)
        : text.t(`stage.${device.stage}`)
  return (
    <li className={mergeClasses(styles.tile, styles[tone], hand)}>
      <span className={styles.line}>
        <span className={styles.four} translate="no">
          {lastFour(device)}
        </span>
        <span className={styles.slot} role="img" aria-label={slotLabel(device, text)}>
          {device.slot ?? '–'}
        </span>
      </span>
      <span className={styles.state}>
        <Icon aria-hidden />
        <span className={styles.word}>{word}</span>
      </span>
      {isUnderWay(device) && (
        <ProgressBar
          value={stepsDone(device)}
          thickness="large"
          aria-label={text.t('slot.progress', { name: deviceName(device, text) })}
        />
      )}
    </li>
  )
})

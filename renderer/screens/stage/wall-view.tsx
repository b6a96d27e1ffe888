import { Button } from '@fluentui/react-components'
import { FullScreenMinimize24Regular } from '@fluentui/react-icons/svg/full-screen-minimize'
import { useEffect } from 'react'
import { longestLeft } from '../../state/time-left.ts'
import { roughly } from '../../components/time-left.tsx'
import { goTo } from '../../navigation/route.ts'
import { useSlowClock } from '../../state/clock.ts'
import { isIn } from '../../state/device-groups.ts'
import { useDevices } from '../../state/devices.ts'
import { useText } from '../../text.tsx'
import { WallTile } from './wall-tile.tsx'
import { useWallStyles } from './wall-styles.ts'

/** The cart for people who stand three metres away: who is done, who needs a hand, how long it takes. */
export function WallView() {
  const styles = useWallStyles()
  const { t } = useText()
  const attached = useDevices((state) => state.attached)
  useAloneOnScreen()
  const columns = columnsFor(attached.length)
  return (
    <main
      id="content"
      className={styles.wall}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') goTo('stage')
      }}
    >
      <div className={styles.head}>
        <h2 className={styles.spoken}>{t('bench:wall.title')}</h2>
        <Totals />
        <Button
          className={styles.leave}
          size="large"
          appearance="subtle"
          icon={<FullScreenMinimize24Regular />}
          aria-label={t('bench:wall.leave')}
          title={t('bench:wall.leave')}
          onClick={() => goTo('stage')}
        />
      </div>
      {attached.length === 0 ? (
        <p className={styles.none}>{t('bench:wall.empty')}</p>
      ) : (
        <ul className={styles.tiles} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
          {attached.map((udid) => (
            <WallTile key={udid} udid={udid} />
          ))}
        </ul>
      )}
    </main>
  )
}

/** Tiles about half as high as wide, filling a screen of 16 : 9. */
function columnsFor(count: number): number {
  return Math.max(2, Math.ceil(Math.sqrt(count)))
}

function Totals() {
  const styles = useWallStyles()
  const text = useText()
  const { t } = text
  const byUdid = useDevices((state) => state.byUdid)
  const now = useSlowClock()
  const devices = Object.values(byUdid).filter(({ presence }) => presence !== 'unplugged')
  const count = (holds: (device: (typeof devices)[number]) => boolean): number => devices.filter(holds).length
  const left = longestLeft(devices, now)
  const totals = [
    ['done', `${count((device) => isIn('unplug', device))}/${devices.length}`],
    ['working', count((device) => isIn('working', device) && device.tap === null && device.stage !== 'interrupted')],
    ['tap', count((device) => isIn('tap', device))],
    ['attention', count((device) => isIn('attention', device))],
  ] as const
  return (
    <dl className={styles.totals}>
      {totals
        .filter(([, value]) => value !== 0)
        .map(([key, value]) => (
          <div key={key} className={styles.total}>
            <dt className={styles.term}>{t(`bench:wall.${key}`)}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      {left !== null && (
        <div className={styles.total}>
          <dt className={styles.term}>{t('bench:wall.left')}</dt>
          <dd className={styles.value}>{roughly(left, text)}</dd>
        </div>
      )}
    </dl>
  )
}

/** What lies beneath is neither seen nor reached while the wall view covers it. */
function useAloneOnScreen(): void {
  useEffect(() => {
    const others = [...document.querySelectorAll<HTMLElement>('header, nav')]
    for (const element of others) element.inert = true
    return () => {
      for (const element of others) element.inert = false
    }
  }, [])
}

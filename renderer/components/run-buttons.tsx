import { Button } from '@fluentui/react-components'
import { api } from '../api.ts'
import type { Action } from '../state/act.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { isUnderWay } from '../device-words.ts'
import { useText } from '../text.tsx'

type RunButtonsProps = { readonly devices: readonly DeviceView[]; readonly action: Action }

/** Stand still, go on, and begin without the pilot: for these devices, where it makes sense. */
export function RunButtons({ devices, action }: RunButtonsProps) {
  const { t } = useText()
  const ofThese = (holds: (device: DeviceView) => boolean): string[] => devices.filter(holds).map(({ udid }) => udid)
  const paused = ofThese(({ run }) => run?.paused === true)
  const held = ofThese(({ stage }) => stage === 'held')
  const working = ofThese((device) => isPausable(device))
  const offers = [
    ['pause', working, t('automation:pauseAll')],
    ['resume', paused, t('automation:resumeAll')],
    ['release', held, t('automation:releaseHeld')],
  ] as const
  return offers
    .filter(([, udids]) => udids.length > 0)
    .map(([verb, udids, words]) => (
      <Button
        key={verb}
        disabled={action.busy}
        onClick={() =>
          action.run(async () => {
            await api()[`runs.${verb}`]({ udids: [...udids] })
          })
        }
      >
        {words}
      </Button>
    ))
}

function isPausable(device: DeviceView): boolean {
  return isUnderWay(device) && device.stage !== 'awaitingEnrollment' && device.run?.paused !== true
}

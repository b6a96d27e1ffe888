import { Button } from '@fluentui/react-components'
import { useShallow } from 'zustand/react/shallow'
import { api } from '../api.ts'
import type { Action } from '../state/act.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { isUnderWay } from '../device-words.ts'
import { useDevices, whereOf } from '../state/devices.ts'
import { useText } from '../text.tsx'

const offers = [
  ['pause', 'automation:pauseAll', isPausable],
  ['resume', 'automation:resumeAll', ({ run }: DeviceView) => run?.paused === true],
  ['release', 'automation:releaseHeld', ({ stage }: DeviceView) => stage === 'held'],
] as const

type RunButtonsProps = { readonly udids: readonly string[]; readonly action: Action }

/** Stand still, go on, and begin without the pilot: for these devices, where it makes sense. */
export function RunButtons({ udids, action }: RunButtonsProps) {
  const { t } = useText()
  const offered = useDevices(useShallow((state) => offers.map(([, , fits]) => whereOf(state, udids, fits).length > 0)))
  return offers
    .filter((_, at) => offered[at])
    .map(([verb, words, fits]) => (
      <Button
        key={verb}
        disabled={action.busy}
        onClick={() =>
          action.run(async () => {
            await api()[`runs.${verb}`]({ udids: whereOf(useDevices.getState(), udids, fits) })
          })
        }
      >
        {t(words)}
      </Button>
    ))
}

function isPausable(device: DeviceView): boolean {
  return isUnderWay(device) && device.stage !== 'awaitingEnrollment' && device.run?.paused !== true
}

import { escalate } from '../apple/services/mcinstall-escalation.ts'
import { setWallpaper } from '../apple/services/mcinstall-wallpaper.ts'
import type { Step } from '../engine/ports.ts'
import { withMcInstall } from './hands.ts'
import type { StepHands } from './hands.ts'

/** Only the organization that supervises a device may change its picture. Doing it twice does no harm. */
export function wallpaper(hands: StepHands): Step {
  return async (context) => {
    const { signal, blueprint } = context
    if (blueprint.wallpaper === null) return { reason: 'wallpaper.unchanged' }
    const { home, lock } = blueprint.wallpaper
    const screens =
      home === lock
        ? ([['both', home]] as const)
        : ([
            ['lock', lock],
            ['home', home],
          ] as const)
    await withMcInstall(hands, context, async (service) => {
      await escalate(service, hands.organization, { clock: hands.clock, signal })
      for (const [screen, name] of screens) {
        if (name !== null) await setWallpaper(service, await hands.picture(name), screen, { signal })
      }
    })
    return {}
  }
}

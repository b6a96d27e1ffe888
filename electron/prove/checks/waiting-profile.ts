import { installProfile, removeTrialProfile } from '../../apple/services/mcinstall.ts'
import { answerOf } from '../answer.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { harmlessProfile, isListed } from '../harmless-profile.ts'
import { judge } from '../observation.ts'

const pollMs = 1_000
/** Apple: after so long the device drops a profile that nobody installed. */
const lapseMs = 8 * 60_000

/** On a device in use an accepted profile is not there yet; a person may install it then, and it is removed again. */
export const waitingProfile: Check = {
  id: 'waitingProfile',
  beliefs: ['prof-2'],
  needs: ['paired', 'setUp'],
  run: async (bench) => {
    const { sent, there } = await bench.mcInstall(async (service) => {
      const answer = await answerOf(() => installProfile(service, harmlessProfile(), bench.call))
      return { sent: answer, there: answer.accepted && (await isListed(service, bench.call)) }
    })
    const seen =
      sent.accepted && !there
        ? `Acknowledged, ${await waitForFingers(bench)}`
        : there
          ? 'Acknowledged, listed at once'
          : sent.shown
    const holds = sent.accepted && !there
    return [judge('prof-2', 'InstallProfile, GetProfileList', 'Acknowledged, not listed', seen, holds)]
  },
}

async function waitForFingers(bench: ProofBench): Promise<string> {
  const { clock } = bench.hands
  const until = clock.now() + lapseMs
  const wish = bench.person.wish('installProfile')
  try {
    while (!wish.skipped.aborted && clock.now() < until) {
      if (await bench.mcInstall((service) => isListed(service, bench.call))) {
        await bench.mcInstall((service) => answerOf(() => removeTrialProfile(service, bench.call)))
        return 'not listed until a person installed it'
      }
      await clock.sleep(pollMs, bench.signal)
    }
    return 'not listed'
  } finally {
    wish.done()
  }
}

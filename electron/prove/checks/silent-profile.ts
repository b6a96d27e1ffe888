import { installProfile, removeTrialProfile } from '../../apple/services/mcinstall.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { harmlessProfile, isListed } from '../harmless-profile.ts'
import { judge, untested } from '../observation.ts'

/** In Setup Assistant, before supervision: installed without a finger, and removed by its name. */
export const silentProfile: Check = {
  id: 'silentProfile',
  beliefs: ['prof-1', 'prof-3'],
  needs: ['erased', 'paired'],
  run: (bench) =>
    bench.mcInstall(async (service) => {
      const sent = await answerOf(() => installProfile(service, harmlessProfile(), bench.call))
      const there = sent.accepted && (await isListed(service, bench.call))
      const silent = judge(
        'prof-1',
        'InstallProfile, GetProfileList',
        'Acknowledged, listed',
        sent.accepted ? `Acknowledged, ${there ? 'listed' : 'not listed'}` : sent.shown,
      )
      if (!there) return [silent, untested('prof-3', 'notReached')]
      const removed = await answerOf(() => removeTrialProfile(service, bench.call))
      const gone = !(await isListed(service, bench.call))
      return [
        silent,
        judge(
          'prof-3',
          'RemoveProfile, GetProfileList',
          'Acknowledged, not listed',
          removed.accepted ? `Acknowledged, ${gone ? 'not listed' : 'listed'}` : removed.shown,
        ),
      ]
    }),
}

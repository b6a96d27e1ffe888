import type { AppError } from '../../../src-shared/errors.ts'
import { setCloudConfiguration } from '../../apple/services/mcinstall.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { judge } from '../observation.ts'

/** Once per erase. The code counts; tools have seen it in more than one domain. */
export const secondWrite: Check = {
  id: 'secondWrite',
  beliefs: ['cloud-1'],
  needs: ['supervised'],
  run: async (bench) => {
    const configuration = { AllowPairing: true, SkipSetup: [] }
    const answer = await bench.mcInstall((service) =>
      answerOf(() => setCloudConfiguration(service, configuration, bench.call)),
    )
    const error: AppError | null = answer.accepted ? null : answer.error
    return [
      judge(
        'cloud-1',
        'SetCloudConfiguration, a second time',
        'DMCTunnelErrorDomain 14002',
        answer.shown,
        error?.details['code'] === 14002,
      ),
    ]
  },
}

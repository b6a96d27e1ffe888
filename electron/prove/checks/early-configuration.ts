import { setCloudConfiguration } from '../../apple/services/mcinstall.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'

/** A configuration before activation. Should a device take it, it is stored, and nothing else can be until the next erase. */
export const earlyConfiguration: Check = {
  id: 'earlyConfiguration',
  beliefs: ['cloud-2'],
  needs: ['erased', 'paired', 'unconfigured'],
  run: async (bench) => {
    if (bench.has.has('activated')) return [untested('cloud-2', 'notReached')]
    const configuration = { AllowPairing: true, SkipSetup: [] }
    const answer = await bench.mcInstall((service) =>
      answerOf(() => setCloudConfiguration(service, configuration, bench.call)),
    )
    if (answer.accepted) bench.has.delete('unconfigured')
    return [judge('cloud-2', 'SetCloudConfiguration while Unactivated', 'MCCloudConfigErrorDomain 33003', answer.shown)]
  },
}

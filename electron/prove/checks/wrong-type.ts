import { setCloudConfiguration } from '../../apple/services/mcinstall.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { judge } from '../observation.ts'

/** A number where a text belongs. */
export const wrongType: Check = {
  id: 'wrongType',
  beliefs: ['cloud-9'],
  needs: ['erased', 'paired', 'activated', 'unconfigured'],
  run: async (bench) => {
    const configuration = { AllowPairing: true, SkipSetup: [], OrganizationName: 5 }
    const answer = await bench.mcInstall((service) =>
      answerOf(() => setCloudConfiguration(service, configuration, bench.call)),
    )
    if (answer.accepted) bench.has.delete('unconfigured')
    return [
      judge('cloud-9', 'SetCloudConfiguration with OrganizationName 5', 'MCCloudConfigErrorDomain 33002', answer.shown),
    ]
  },
}

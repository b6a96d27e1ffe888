import type { CableFacts } from '../../../src-shared/device.ts'
import { getCloudConfiguration } from '../../apple/services/mcinstall.ts'
import { answerOf } from '../answer.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'
import type { Observation } from '../observation.ts'
import { readBuddy } from '../read-buddy.ts'

/** What an erase leaves behind, and what it does not touch. */
export const blank: Check = {
  id: 'blank',
  beliefs: ['erase-2', 'erase-3', 'value-4'],
  needs: ['erased', 'paired'],
  run: async (bench) => {
    const facts = await bench.facts()
    const stored = await bench.mcInstall((service) => getCloudConfiguration(service, bench.call))
    if (stored === null) bench.has.add('unconfigured')
    if (facts.activationState !== 'Unactivated') bench.has.add('activated')
    const buddy = await readBuddy(bench)
    return [
      judge(
        'erase-3',
        'GetValue ActivationState, GetCloudConfiguration',
        'Unactivated, no CloudConfiguration',
        `${facts.activationState ?? 'nothing'}, ${stored === null ? 'no' : 'a'} CloudConfiguration`,
      ),
      judge('value-4', 'GetValue com.apple.PurpleBuddy', 'neither true', buddy.shown, !buddy.done),
      await dataPlan(bench, facts),
    ]
  },
}

/** Only where no card can be in a tray is the plan known to be an eSIM's. */
async function dataPlan(bench: ProofBench, now: CableFacts): Promise<Observation> {
  const before = bench.before?.iccid ?? null
  const tray = await bench.inSession((lockdown) =>
    answerOf(() => lockdown.getValue({ key: 'SIMTrayStatus' }, bench.call)),
  )
  const isEsim = tray.accepted && tray.value === 'kCTSIMSupportSIMTrayAbsent'
  if (before === null || !isEsim) return untested('erase-2', 'noEsim')
  const seen = now.iccid === null ? 'no ICCID' : now.iccid === before ? 'the same ICCID' : 'another ICCID'
  return judge(
    'erase-2',
    'EraseDevice PreserveDataPlan true, GetValue IntegratedCircuitCardIdentity',
    'the same ICCID',
    seen,
  )
}

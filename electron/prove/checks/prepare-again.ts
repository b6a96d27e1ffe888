import type { Check } from '../check.ts'
import { activateNow } from './activation.ts'
import { pairSilently } from './silent-pairing.ts'

/** The way back to a device that takes a configuration. */
export const prepareAgain: Check = {
  id: 'prepareAgain',
  beliefs: ['lock-3', 'act-1'],
  needs: ['erasedAgain'],
  run: async (bench) => {
    const paired = await pairSilently(bench)
    if (!bench.has.has('paired')) return [paired]
    const activated = await activateNow(bench)
    if (bench.has.has('activated')) bench.has.add('readyAgain')
    return [paired, activated]
  },
}

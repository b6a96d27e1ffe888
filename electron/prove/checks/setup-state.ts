import { booleanAt } from '../../apple/plist/take.ts'
import { getCloudConfiguration } from '../../apple/services/mcinstall.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'
import { readBuddy } from '../read-buddy.ts'
import { shownAt } from '../show-value.ts'

/** Whether Setup Assistant is over, by its own flags; the Trust dialog, shown only then, is the second witness. */
export const setupState: Check = {
  id: 'setupState',
  beliefs: ['value-1', 'cloud-11'],
  needs: ['paired'],
  run: async (bench) => {
    const buddy = await readBuddy(bench)
    const stored = await bench.mcInstall((service) => getCloudConfiguration(service, bench.call))
    bench.before = await bench.facts()
    if (stored === null) bench.has.add('unconfigured')
    if (!bench.dialogShown) return [untested('value-1', 'notSetUp'), untested('cloud-11', 'notSetUp')]
    bench.has.add('setUp')
    const flags = judge('value-1', 'GetValue com.apple.PurpleBuddy', 'one of both true', buddy.shown, buddy.done)
    if (stored !== null && booleanAt(stored, 'IsSupervised') === true)
      return [flags, untested('cloud-11', 'supervisedAlready')]
    const seen =
      stored === null
        ? 'no CloudConfiguration'
        : `UIComplete ${shownAt(stored, 'CloudConfigurationUIComplete')}, IsSupervised ${shownAt(stored, 'IsSupervised')}`
    const holds = stored !== null && booleanAt(stored, 'CloudConfigurationUIComplete') === true
    return [flags, judge('cloud-11', 'GetCloudConfiguration', 'UIComplete true, IsSupervised false', seen, holds)]
  },
}

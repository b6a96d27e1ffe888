import { isPlistDict } from '../../apple/plist/value.ts'
import { integerAt } from '../../apple/plist/take.ts'
import { batteryDetails, openDiagnosticsRelay } from '../../apple/services/diagnostics-relay.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { judge } from '../observation.ts'

export const battery: Check = {
  id: 'battery',
  beliefs: ['diag-1'],
  needs: ['paired'],
  run: async (bench) => {
    const domain = 'com.apple.mobile.battery'
    const value = await bench.inSession((lockdown) => answerOf(() => lockdown.getValue({ domain }, bench.call)))
    const percent =
      value.accepted && isPlistDict(value.value) ? integerAt(value.value, 'BatteryCurrentCapacity') : undefined
    const relay = await openDiagnosticsRelay(
      bench.hands.mux,
      await bench.device(),
      await bench.pairRecord(),
      bench.call,
    )
    try {
      const details = await answerOf(() => batteryDetails(relay, bench.call))
      const known = details.accepted && details.value.percent !== null
      return [
        judge(
          'diag-1',
          `GetValue ${domain}; IORegistry IOPMPowerSource`,
          'BatteryCurrentCapacity; CurrentCapacity',
          `${percent === undefined ? 'nothing' : 'BatteryCurrentCapacity'}; ${known ? 'CurrentCapacity' : 'nothing'}`,
        ),
      ]
    } finally {
      relay.close()
    }
  },
}

import { openDiagnosticsRelay, restart as restartDevice } from '../../apple/services/diagnostics-relay.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { judge } from '../observation.ts'
import { waitForReturn, waitUntilTalking } from '../power-cycle.ts'

export const restart: Check = {
  id: 'restart',
  beliefs: ['diag-2', 'mux-2'],
  needs: ['erased', 'paired'],
  run: async (bench) => {
    const { mux, clock } = bench.hands
    const device = await bench.device()
    const startedAt = clock.now()
    await restartDevice(await openDiagnosticsRelay(mux, device, await bench.pairRecord(), bench.call), bench.call)
    const cycle = await waitForReturn(bench, device.deviceId, startedAt)
    await waitUntilTalking(bench)
    const serial = await answerOf(() =>
      bench.inSession((lockdown) => lockdown.getValue({ key: 'SerialNumber' }, bench.call)),
    )
    return [
      judge(
        'diag-2',
        'Restart, StartSession with the record of before',
        'left, a session',
        `${cycle.goneAfterMs === null ? 'did not leave' : 'left'}, ${serial.accepted ? 'a session' : serial.shown}`,
      ),
      judge(
        'mux-2',
        'Restart, ListDevices',
        'same UDID, larger DeviceID',
        `same UDID, ${cycle.newId > cycle.oldId ? 'larger' : 'no larger'} DeviceID`,
      ),
    ]
  },
}

import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { judge } from '../observation.ts'

/** Values that every client reads before it pairs. */
const open = [
  'ProductVersion',
  'DeviceClass',
  'DevicePublicKey',
  'WiFiAddress',
  'UniqueDeviceID',
  'DeviceName',
  'ProductType',
  'BuildVersion',
]

/** What a device tells a computer it does not know. */
export const stranger: Check = {
  id: 'stranger',
  beliefs: ['lock-9', 'lock-10'],
  needs: [],
  run: (bench) =>
    bench.asStranger(async (lockdown) => {
      const refused: string[] = []
      for (const key of open) {
        const answer = await answerOf(() => lockdown.getValue({ key }, bench.call))
        if (!answer.accepted) refused.push(`${key} ${answer.shown}`)
      }
      const serial = await answerOf(() => lockdown.getValue({ key: 'SerialNumber' }, bench.call), 'a value')
      return [
        judge('lock-9', `GetValue ${open.join(', ')}`, 'a value for each', refused.join(', ') || 'a value for each'),
        judge('lock-10', 'GetValue SerialNumber', 'GetProhibited', serial.shown),
      ]
    }),
}

import type { Check } from '../check.ts'
import { judge } from '../observation.ts'

const udidForm = /^([0-9a-f]{40}|[0-9A-F]{8}-[0-9A-F]{16})$/
const uuidForm = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/
/** Has the form of a UDID, and no device can have it. */
const nobody = '0'.repeat(40)

/** usbmuxd lists the device, tells its own id, has no record of a device that does not exist, and swaps the port. */
export const listed: Check = {
  id: 'listed',
  beliefs: ['mux-1'],
  needs: [],
  run: async (bench) => {
    const { mux } = bench.hands
    const { connection, udid } = await bench.device()
    const buid = await mux.readBuid(bench.call)
    const stranger = await mux.readPairRecord(nobody, bench.call)
    const type = await bench.asStranger((lockdown) => lockdown.queryType(bench.call))
    const seen = [
      `${udidForm.test(udid) ? 'UDID' : 'other serial'} (${connection})`,
      uuidForm.test(buid) ? 'BUID' : 'other BUID',
      stranger === null ? 'no record' : 'a record',
      type,
    ]
    const holds = udidForm.test(udid) && uuidForm.test(buid) && stranger === null && type !== ''
    return [
      judge(
        'mux-1',
        'ListDevices, ReadBUID, ReadPairRecord, Connect 62078, QueryType',
        'UDID, BUID, no record, com.apple.mobile.lockdown',
        seen.join(', '),
        holds,
      ),
    ]
  },
}

import { systemClock } from '../../../lib/clock.ts'
import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { nextRequest } from './next-request.ts'

/** Seconds between two calls, as devices announce it. */
const interval = 10

/** The device calls Marco, the host answers Polo, for as long as both are there. */
export async function serveHeartbeat(_device: PracticeDevice, connection: Connection): Promise<void> {
  const gone = new AbortController()
  connection.onClose(() => gone.abort())
  while (!gone.signal.aborted) {
    await connection.send({ Command: 'Marco', Interval: interval, SupportsSleepyTime: true })
    if ((await nextRequest(connection)) === null) return
    await systemClock.sleep(interval * 1000, gone.signal).catch(() => {})
  }
}

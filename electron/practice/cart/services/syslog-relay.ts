import { AppError } from '../../../../src-shared/errors.ts'
import type { Connection } from '../connection.ts'
import type { PhoneFact } from '../phone.ts'
import type { PracticeDevice } from '../practice-device.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** Text lines without framing, each ended by a newline and a NUL; what happens to the device appears as it happens. */
export async function serveSyslog(device: PracticeDevice, connection: Connection): Promise<void> {
  const { phone } = device
  const onFact = (fact: PhoneFact): void =>
    void connection.write(lineOf(device, fact.at, `${fact.kind} ${JSON.stringify(fact.detail)}`))
  phone.on('fact', onFact)
  connection.onClose(() => phone.off('fact', onFact))
  await connection.write(lineOf(device, Date.now(), 'syslog relay connected'))
  try {
    // The host sends nothing; this waits for it to go.
    for (;;) await connection.readBytes(1)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  } finally {
    phone.off('fact', onFact)
  }
}

function lineOf({ phone }: PracticeDevice, at: number, text: string): Buffer {
  const time = new Date(at)
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
  const stamp = `${months[time.getMonth()] ?? 'Jan'} ${String(time.getDate()).padStart(2, ' ')} ${clock}`
  const host = phone.storage.deviceName.replaceAll(/[^A-Za-z0-9-]+/g, '-')
  return Buffer.from(`${stamp} ${host} practiced(Slipway)[42] <Notice>: ${text}\n\0`, 'utf8')
}

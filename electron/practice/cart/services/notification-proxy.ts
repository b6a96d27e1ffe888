import { stringAt } from '../../../apple/plist/take.ts'
import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { nextRequest } from './next-request.ts'

/** Relays the notifications a host asked for; the insecure form is the same without pairing. */
export async function serveNotificationProxy({ phone }: PracticeDevice, connection: Connection): Promise<void> {
  const observed = new Set<string>()
  const relay = (name: string): void => {
    if (observed.has(name)) void connection.send({ Command: 'RelayNotification', Name: name })
  }
  phone.on('notification', relay)
  connection.onClose(() => phone.off('notification', relay))
  for (;;) {
    const request = await nextRequest(connection)
    if (request === null) return
    const name = stringAt(request, 'Name')
    const command = stringAt(request, 'Command')
    if (command === 'Shutdown') return connection.send({ Command: 'ProxyDeath' })
    if (name === undefined) continue
    if (command === 'ObserveNotification') observed.add(name)
    if (command === 'PostNotification') phone.emit('notification', name)
  }
}

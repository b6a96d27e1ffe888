import { z } from 'zod'
import type { Phone } from '../phone.ts'
import { appleOf } from './apple-services.ts'
import { transactionError } from './device-error.ts'
import { deviceRequest } from './device-http.ts'
import { askPerson } from './running.ts'
import type { Running } from './running.ts'

const found = z.object({
  results: z.array(z.object({ bundleId: z.string(), trackName: z.string(), version: z.string() })).max(200),
})

/**
 * Somebody gets an app in the App Store. Without an Apple Account on the device the store asks for one; who has none goes
 * without the app.
 * @throws DeviceError when the store cannot be reached or does not have the app
 */
export async function installFromStore(running: Running, bundleId: string): Promise<void> {
  const { phone } = running
  const apple = appleOf(running)
  if (apple === null) throw transactionError(23001, 'Cannot connect to the App Store.')
  const response = await deviceRequest(running, {
    method: 'GET',
    url: `${apple.url}/lookup?bundleId=${encodeURIComponent(bundleId)}`,
    roots: [],
    plainAllowed: true,
    timeoutMs: 60_000,
  })
  if (response.status !== 200) throw transactionError(23001, 'Cannot connect to the App Store.')
  const app = found.parse(JSON.parse(response.body.toString('utf8'))).results.find((one) => one.bundleId === bundleId)
  if (app === undefined) throw transactionError(23001, 'The App Store does not have this app.')
  if (phone.storage.appleAccount === null) {
    const answer = await askPerson(running, 'storeAccount', { app: app.trackName })
    running.power.throwIfAborted()
    const { userName, password = '' } = answer.kind === 'accept' ? answer.input : {}
    if (userName === undefined || userName === '') return phone.record('storeRefused', { bundleId })
    signInToApple(phone, userName, password, 'store')
  }
  phone.apps.set(bundleId, { name: app.trackName, version: app.version })
  phone.record('appInstalled', { bundleId, by: 'store' })
  phone.emit('notification', 'com.apple.mobile.application_installed')
}

/** Signing in at set-up or in Settings turns Find My on without a question; the store's sign-in is for the store alone. */
export function signInToApple(
  phone: Phone,
  userName: string,
  password: string,
  where: 'setup' | 'settings' | 'store',
): void {
  phone.storage.appleAccount = userName
  if (where !== 'store') {
    phone.owner = { userName, password }
    phone.findMy = true
  }
  phone.record('appleAccountSignedIn', { userName, where })
}

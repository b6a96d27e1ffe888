import { randomBytes } from '../../../lib/crypto.ts'
import type { Phone } from '../phone.ts'

const path = 'keybag/unlockToken'

/** What opens the device's keybag without the passcode, made when it is first asked for. A new passcode keeps it. */
export function unlockToken({ storage }: Phone): Uint8Array {
  const known = storage.settings.get(path)
  if (known instanceof Uint8Array) return known
  const token = randomBytes(64)
  storage.settings.set(path, token)
  return token
}

/** The token the device gave out, or null when it never did. */
export function givenUnlockToken({ storage }: Phone): Uint8Array | null {
  const known = storage.settings.get(path)
  return known instanceof Uint8Array ? known : null
}

/** Removes the passcode and opens the screen. */
export function removePasscode(phone: Phone): void {
  phone.storage.passcode = null
  phone.locked = false
  phone.unlockedSinceBoot = true
  phone.record('passcodeCleared')
}

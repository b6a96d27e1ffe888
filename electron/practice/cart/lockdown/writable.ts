import { PlistReal } from '../../../apple/plist/value.ts'
import type { PlistValue } from '../../../apple/plist/value.ts'
import { pacedMs } from '../pace.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { domainValues } from './domains.ts'
import { LockdownRefusal } from './refusal.ts'
import { writableKind } from './writable-keys.ts'
import type { ValueKind } from './writable-keys.ts'

/** A change of language restarts the home screen. Never sooner than this: programs subscribe to the news after writing. */
const springboardRestartMs = 8_000
const springboardRestartAtLeastMs = 1_500

/** @throws LockdownRefusal for a key that is read-only, unknown, or given a value of the wrong type */
export function writeValue(device: PracticeDevice, domain: string, key: string, value: PlistValue): void {
  const path = `${domain}/${key}`
  const kind = writableKind(path)
  if (kind === undefined) {
    throw new LockdownRefusal(Object.hasOwn(domainValues(device, domain), key) ? 'ImmutableValue' : 'SetProhibited')
  }
  if (!fits(kind, value)) throw new LockdownRefusal('SetProhibited')
  const special = Object.hasOwn(effects, path) ? effects[path] : undefined
  // What go-ios writes as true it later reads as 1, and refuses anything else.
  const kept = kind === 'integer' ? Number(value) : value
  if (special === undefined) device.phone.storage.settings.set(path, kept)
  else special(device, value)
  device.phone.record('valueSet', { domain, key })
}

function fits(kind: ValueKind, value: PlistValue): boolean {
  if (kind === 'string') return typeof value === 'string'
  // Some programs write 0 and 1 for booleans.
  if (kind === 'boolean') return typeof value === 'boolean' || value === 0 || value === 1
  if (kind === 'integer') return typeof value === 'number' || typeof value === 'boolean'
  return typeof value === 'number' || value instanceof PlistReal
}

const effects: Readonly<Record<string, (device: PracticeDevice, value: PlistValue) => void>> = {
  '/DeviceName': ({ phone }, value) => {
    phone.storage.deviceName = text(value)
    phone.emit('notification', 'com.apple.mobile.lockdown.device_name_changed')
  },
  '/TimeIntervalSince1970': ({ phone }, value) => {
    const seconds = value instanceof PlistReal ? value.value : Number(value)
    phone.storage.settings.set('clock/offset', seconds - Date.now() / 1000)
  },
  // Accepted always, honoured only in Setup Assistant, as since iOS 14.
  '/TimeZone': ({ phone }, value) => {
    if (phone.storage.setupDone) return
    phone.storage.timeZone = text(value)
    phone.emit('notification', 'com.apple.mobile.lockdown.timezone_changed')
  },
  'com.apple.international/Locale': ({ phone }, value) => {
    phone.storage.locale = text(value)
  },
  'com.apple.international/Language': (device, value) => {
    const { phone, world } = device
    phone.storage.language = text(value)
    phone.emit('notification', 'com.apple.language.changed')
    const restarted = setTimeout(
      () => phone.emit('notification', 'com.apple.springboard.finishedstartup'),
      Math.max(springboardRestartAtLeastMs, pacedMs(world.pace(), springboardRestartMs)),
    )
    restarted.unref()
  },
}

/** Only called for keys whose value was checked to be a string. */
function text(value: PlistValue): string {
  return typeof value === 'string' ? value : ''
}

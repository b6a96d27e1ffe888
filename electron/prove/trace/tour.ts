import { AppError } from '../../../src-shared/errors.ts'
import { openLockdown, openSession } from '../../apple/device-link.ts'
import type { Lockdown, ValueName } from '../../apple/lockdown.ts'
import type { PairRecord } from '../../apple/pair-record.ts'
import type { CallOptions } from '../../apple/plist-channel.ts'
import { batteryDetails, openDiagnosticsRelay } from '../../apple/services/diagnostics-relay.ts'
import { getCloudConfiguration, openMcInstall } from '../../apple/services/mcinstall.ts'
import { getProfileList } from '../../apple/services/mcinstall-profiles.ts'
import { activationState } from '../../apple/services/mobileactivation.ts'
import { notifications, NotificationProxy } from '../../apple/services/notification-proxy.ts'
import type { AttachedDevice, Usbmux } from '../../apple/usbmux.ts'

/** Everything readable, by domain; what has `key` only answers when it is named. */
export const tourStops: readonly ValueName[] = [
  {},
  { domain: 'com.apple.international' },
  { domain: 'com.apple.mobile.battery' },
  { domain: 'com.apple.disk_usage' },
  { domain: 'com.apple.disk_usage.factory' },
  { domain: 'com.apple.mobile.wireless_lockdown' },
  { domain: 'com.apple.security.mac.amfi' },
  { domain: 'com.apple.security.mac.amfi', key: 'DeveloperModeStatus' },
  { domain: 'com.apple.Accessibility' },
  { domain: 'com.apple.fmip' },
  { domain: 'com.apple.fmip', key: 'IsAssociated' },
  { domain: 'com.apple.PurpleBuddy' },
  { domain: 'com.apple.purplebuddy' },
  { domain: 'com.apple.mobile.chaperone' },
  { domain: 'com.apple.mobile.iTunes' },
  { key: 'SlipwayPractice' },
]

type Link = { readonly mux: Usbmux; readonly device: AttachedDevice; readonly record: PairRecord }

/**
 * Asks a device everything that Slipway ever reads and changes nothing. A refusal is an answer, too, and the tour goes
 * on; only a device that leaves ends it.
 * @returns how many questions were asked
 */
export async function takeTour({ mux, device, record }: Link, call: CallOptions = {}): Promise<number> {
  let asked = 0
  const ask = async (question: () => Promise<unknown>): Promise<void> => {
    asked += 1
    await question().catch(unlessRefused)
  }
  const stranger = await openLockdown(mux, device, call)
  try {
    await ask(() => stranger.queryType(call))
    for (const name of [{}, { key: 'DevicePublicKey' }, { key: 'SerialNumber' }])
      await ask(() => stranger.getValue(name, call))
  } finally {
    stranger.close()
  }
  const lockdown = await openSession(mux, device, record, call)
  try {
    for (const name of tourStops) await ask(() => readOpen(lockdown, name, call))
    await lockdown.stopSession(call)
  } finally {
    lockdown.close()
  }
  await ask(() => closing(openMcInstall(mux, device, record, call), (service) => getProfileList(service, call)))
  await ask(() => closing(openMcInstall(mux, device, record, call), (service) => getCloudConfiguration(service, call)))
  await ask(() => closing(openDiagnosticsRelay(mux, device, record, call), (service) => batteryDetails(service, call)))
  await ask(() => activationState({ mux, device, record }, call))
  await ask(() =>
    closing(NotificationProxy.open(mux, device, record, call), (proxy) =>
      proxy.observe(...Object.values(notifications)),
    ),
  )
  return asked
}

async function readOpen(lockdown: Lockdown, name: ValueName, call: CallOptions): Promise<void> {
  await lockdown.getValue(name, call)
}

async function closing<T extends { readonly close: () => void }>(
  opening: Promise<T>,
  work: (service: T) => Promise<unknown>,
): Promise<void> {
  const service = await opening
  try {
    await work(service)
  } finally {
    service.close()
  }
}

/** What the device says no to, or says badly, is worth recording; a connection that broke is not. */
function unlessRefused(error: unknown): void {
  const refused = error instanceof AppError && /^apple\.(lockdown|mcinstall|activation|service)\./.test(error.code)
  if (!refused) throw error
}

import { withSession } from './device-link.ts'
import type { PairRecord } from './pair-record.ts'
import { useRecoveryWarrant } from './services/recovery-warrant.ts'
import type { RecoveryWarrant } from './services/recovery-warrant.ts'
import type { AttachedDevice, Usbmux } from './usbmux.ts'

/**
 * The device leaves the cable and comes back as a recovery device, which usbmuxd does not list. It stays one over
 * restarts until a program tells it over USB to start normally, or it is restored.
 * @throws AppError 'apple.recovery.noWarrant' before anything is sent, unless the warrant is for this device
 */
export async function enterRecovery(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  warrant: RecoveryWarrant,
): Promise<void> {
  await withSession(mux, device, record, async (lockdown) => {
    useRecoveryWarrant(warrant, device.udid)
    await lockdown.request('EnterRecovery')
  })
}

import type { PracticeDevice } from './practice-device.ts'
import type { Phone } from './phone.ts'
import { factoryStorage } from './phone.ts'
import { newFileSystem } from './services/file-system.ts'

/** Erase all content and settings. What survives: the hardware, an eSIM's plan if that was asked for, Activation Lock. */
export function wipe(device: PracticeDevice, preserveDataPlan: boolean): void {
  const { phone } = device
  if (locksOnErase(phone)) {
    phone.activationLocked = true
    const code = phone.storage.settings.get(bypassCodePath)
    phone.lockBypassCode = typeof code === 'string' ? code : null
    phone.record('activationLocked')
  }
  phone.findMy = false
  if (!preserveDataPlan && phone.dataPlan) {
    phone.dataPlan = false
    phone.record('dataPlanErased')
  }
  phone.storage = factoryStorage(phone.identity)
  phone.locked = false
  phone.apps.clear()
  device.files = newFileSystem()
  phone.record('erased', { preserveDataPlan })
}

export const bypassCodePath = 'activationLock/bypassCode'
export const lockAllowedPath = 'activationLock/allowedWhileSupervised'

/** Apple: Activation Lock is off on supervised devices, whatever Find My says, until their management allows it. */
function locksOnErase(phone: Phone): boolean {
  return phone.findMy && (!phone.supervised || phone.storage.settings.get(lockAllowedPath) === true)
}

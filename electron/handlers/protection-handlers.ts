import { changeProtection } from '../../src-shared/protection.ts'
import type { protectionContract } from '../../src-shared/protection.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { ProtectedDevices } from '../engine/protected-devices.ts'
import { keepProtection } from '../store/protection.ts'
import type { Store } from '../store/store.ts'

export function makeProtectionHandlers(store: Store, devices: ProtectedDevices): Handlers<typeof protectionContract> {
  return {
    'protection.get': () => Promise.resolve(devices.lists),
    'protection.change': async (change) => {
      const lists = changeProtection(devices.lists, change)
      await keepProtection(store, lists)
      devices.set(lists)
      return lists
    },
  }
}

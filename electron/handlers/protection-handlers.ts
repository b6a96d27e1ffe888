import { changeProtection } from '../../src-shared/protection.ts'
import type { protectionContract, Protection, ProtectionChange } from '../../src-shared/protection.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { ProtectedDevices } from '../engine/protected-devices.ts'
import type { DeviceState } from '../engine/state.ts'
import { keepProtection } from '../store/protection.ts'
import type { Store } from '../store/store.ts'
import { listedSerial } from './listed-serial.ts'

export function makeProtectionHandlers(
  store: Store,
  devices: ProtectedDevices,
  states: () => Iterable<DeviceState>,
): Handlers<typeof protectionContract> {
  let last: Promise<unknown> = Promise.resolve()
  const change = async (wanted: ProtectionChange): Promise<Protection> => {
    const lists = changeProtection(devices.lists, inSerials(wanted, devices.lists, states()))
    await keepProtection(store, lists)
    devices.set(lists)
    return lists
  }
  return {
    'protection.get': () => Promise.resolve(devices.lists),
    // One after the other: of two windows that add a device each, neither may undo what the other did.
    'protection.change': (wanted) => {
      const changed = last.then(() => change(wanted))
      last = changed.catch(() => {})
      return changed
    },
  }
}

/** @throws AppError `stage.listNeedsSerial`; then nothing is changed */
function inSerials(change: ProtectionChange, before: Protection, states: Iterable<DeviceState>): ProtectionChange {
  const known = [...states].flatMap(({ facts }) => (facts === null ? [] : [facts]))
  // What stands on a list can be taken off it, whatever it is.
  const listed = new Set([...before.allowed, ...before.never])
  const serials = (names: readonly string[]): string[] =>
    names.map((name) => (listed.has(name.trim().toUpperCase()) ? name.trim().toUpperCase() : listedSerial(name, known)))
  const { allow, disallow, protect, unprotect } = change
  // Replaced on the page by another of its names, a device stays protected.
  const added = new Set(serials(protect ?? []))
  return {
    ...change,
    ...(allow !== undefined && { allow: serials(allow) }),
    ...(disallow !== undefined && { disallow: serials(disallow) }),
    ...(protect !== undefined && { protect: [...added] }),
    ...(unprotect !== undefined && { unprotect: serials(unprotect).filter((serial) => !added.has(serial)) }),
  }
}

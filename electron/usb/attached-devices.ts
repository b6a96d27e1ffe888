import type { AttachedDevice } from '../apple/usbmux.ts'

type Change =
  | { readonly kind: 'attached'; readonly device: AttachedDevice }
  | { readonly kind: 'detached'; readonly udid: string }

/** Folds usbmuxd's entries into one device per UDID: by cable rather than by network, the newest DeviceID first. */
export class AttachedDevices {
  readonly #entries = new Map<number, AttachedDevice>()
  /** What was last told about each UDID. */
  readonly #told = new Map<string, AttachedDevice>()

  add(device: AttachedDevice): readonly Change[] {
    // A number that means another device now was given anew: whatever had it is gone, said or not.
    const before = this.#entries.get(device.deviceId)?.udid ?? device.udid
    this.#entries.set(device.deviceId, device)
    return this.#tell([...new Set([before, device.udid])])
  }

  remove(deviceId: number): readonly Change[] {
    const device = this.#entries.get(deviceId)
    if (device === undefined) return []
    this.#entries.delete(deviceId)
    return this.#tell([device.udid])
  }

  /** These, and nothing else, are attached. */
  replaceAll(devices: readonly AttachedDevice[]): readonly Change[] {
    this.#entries.clear()
    for (const device of devices) this.#entries.set(device.deviceId, device)
    return this.#tell([...new Set([...this.#told.keys(), ...devices.map((device) => device.udid)])])
  }

  #tell(udids: readonly string[]): readonly Change[] {
    return udids.flatMap((udid) => {
      const before = this.#told.get(udid)
      const now = this.#best(udid)
      if (before?.deviceId === now?.deviceId && before?.connection === now?.connection) return []
      if (now === undefined) this.#told.delete(udid)
      else this.#told.set(udid, now)
      const detached: readonly Change[] = before === undefined ? [] : [{ kind: 'detached', udid }]
      return now === undefined ? detached : [...detached, { kind: 'attached', device: now }]
    })
  }

  #best(udid: string): AttachedDevice | undefined {
    const candidates = [...this.#entries.values()].filter((device) => device.udid === udid)
    const byCable = candidates.filter((device) => device.connection === 'usb')
    return (byCable.length > 0 ? byCable : candidates).toSorted((a, b) => b.deviceId - a.deviceId)[0]
  }
}

import { create } from 'zustand'
import type { AssetChange } from '../../src-shared/assets-contract.ts'
import type { Api } from '../api.ts'
import { useDevices } from '../state/devices.ts'

/** Inventory numbers of the devices that are listed, by serial number in capitals. */
export const useAssets = create<{ readonly bySerial: Readonly<Record<string, string>> }>(() => ({ bySerial: {} }))

/** The inventory number of a device; null when it has none or its serial number is not known. */
export function useAsset(serial: string | null): string | null {
  return useAssets(({ bySerial }) => (serial === null ? null : (bySerial[serial.toUpperCase()] ?? null)))
}

export function noteAssets(changes: readonly AssetChange[]): void {
  useAssets.setState(({ bySerial }) => {
    const next = { ...bySerial }
    for (const { serial, to } of changes) {
      if (to === null) delete next[serial]
      else next[serial] = to
    }
    return { bySerial: next }
  })
}

/** Asks for the numbers of devices as they show up, and hears of those that other windows change. */
export function followAssets(api: Api, isCurrent: () => boolean): void {
  const asked = new Set<string>()
  const look = async (): Promise<void> => {
    const fresh = Object.values(useDevices.getState().byUdid)
      .flatMap(({ facts }) => facts?.serial?.toUpperCase() ?? [])
      .filter((serial) => !asked.has(serial))
      .slice(0, 512)
    if (fresh.length === 0) return
    for (const serial of fresh) asked.add(serial)
    const { entries } = await api['assets.look']({ serials: fresh })
    noteAssets(entries.map(({ serial, asset }) => ({ serial, from: null, to: asset })))
  }
  const unsubscribe = useDevices.subscribe((now, before) => {
    if (!isCurrent()) return unsubscribe()
    if (now.byUdid !== before.byUdid) look().catch(() => {})
  })
  look().catch(() => {})
  const hear = async (): Promise<void> => {
    for await (const { changes } of api['assets.feed']({})) noteAssets(changes)
  }
  hear().catch(() => {})
}

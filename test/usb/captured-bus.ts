import { readFileSync } from 'node:fs'
import type { AttachedDevice } from '../../electron/apple/attached-device.ts'
import type { BusTree } from '../../electron/usb/bus-tree.ts'
import { readIoreg } from '../../electron/usb/ioreg.ts'
import { readNative } from '../../electron/usb/native.ts'
import type { NativeDevice } from '../../electron/usb/native.ts'
import { readSysfs } from '../../electron/usb/sysfs.ts'
import type { SysfsCapture, SysfsEntry } from '../../electron/usb/sysfs.ts'
import { readTopology } from '../../electron/usb/topology.ts'
import type { ApplePort } from '../../electron/usb/topology.ts'
import { readWindowsPnp } from '../../electron/usb/windows-pnp.ts'

/** Made-up identifiers in the shape of real ones; the fixtures use the same. */
export const udids = {
  iphone: '00008110-00000000000000A1',
  sameModel: '00008110-00000000000000B2',
  ipad: '00008103-000000000000C3C3',
  superSpeed: '00008130-00000000000000D4',
  recovery: '00008110-00000000000000E5',
  dfu: '00008030-00000000000000F6',
  networkOnly: '00008120-00000000000000A7',
  unconfigured: '00008120-00000000000000A8',
} as const

function fixture(name: string): URL {
  return new URL(`../fixtures/usb/${name}`, import.meta.url)
}

/** Lines `entry/file:text`, as `grep -r . ` prints the kernel's files. */
export function sysfsCapture(name: string): SysfsCapture {
  const capture = new Map<string, SysfsEntry>()
  for (const line of readFileSync(fixture(name), 'utf8').trim().split('\n')) {
    const [, entry = '', file = '', text = ''] = /^([^/]+)\/([^:]+):(.*)$/.exec(line) ?? []
    capture.set(entry, { ...capture.get(entry), [file]: text })
  }
  return capture
}

export function linuxTree(name: string): BusTree {
  return readSysfs(sysfsCapture(name))
}

export function macTree(name: string): BusTree {
  return readIoreg(readFileSync(fixture(name)))
}

export function windowsTree(): BusTree {
  return readWindowsPnp(readFileSync(fixture('windows-cart.json'), 'utf8'))
}

export function nativeTree(platform: 'linux' | 'darwin' | 'win32'): BusTree {
  const lists = JSON.parse(readFileSync(fixture('usb-package.json'), 'utf8')) as Record<string, NativeDevice[]>
  return readNative(lists[platform] ?? [], platform)
}

export function portOf(tree: BusTree, udid: string): ApplePort {
  const found = readTopology(tree).devices.filter((device) => device.udid === udid)
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} ports for ${udid}`)
  return found[0]
}

export function attachedDevice(udid: string, more: Partial<AttachedDevice> = {}): AttachedDevice {
  return { deviceId: 1, udid, connection: 'usb', locationId: null, productId: 0x12a8, speed: null, ...more }
}

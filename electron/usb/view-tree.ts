import type { UsbDeviceView, UsbTreeView } from '../../src-shared/usb-view.ts'
import type { AttachedDevice } from '../apple/attached-device.ts'
import type { BusTree } from './bus-tree.ts'
import { hex } from './iboot-serial.ts'
import { matchPorts } from './match.ts'
import type { MatchedBy } from './match.ts'
import { readTopology } from './topology.ts'
import type { ApplePort } from './topology.ts'

/** A tree, and what usbmuxd lists, as people look at them. */
export function viewTree(
  tree: BusTree,
  attached: readonly AttachedDevice[],
  slotAt: (portKey: string) => number | null,
): UsbTreeView {
  const { buses, hubs, devices } = readTopology(tree)
  const matches = matchPorts(attached, devices)
  const udids = new Map([...matches].map(([udid, { port, by }]) => [port, { udid, by }]))
  const byCable = attached.filter((device) => device.connection === 'usb')
  return {
    source: tree.source,
    buses: buses.map((bus) => ({ ...bus })),
    hubs: hubs.map(({ path, product, appleDevices }) => ({ port: path, product, appleDevices })),
    devices: devices.map((port) => viewDevice(port, udids.get(port), slotAt(port.key))),
    unplaced: byCable.map((device) => device.udid).filter((udid) => !matches.has(udid)),
  }
}

function viewDevice(
  port: ApplePort,
  match: { readonly udid: string; readonly by: MatchedBy } | undefined,
  slot: number | null,
): UsbDeviceView {
  const { iboot } = port
  return {
    port: port.path,
    slot,
    mode: port.mode,
    udid: match?.udid ?? port.udid,
    serial: iboot?.serialNumber ?? null,
    imei: iboot?.imei ?? null,
    ecid: iboot?.ecid == null ? null : hex(iboot.ecid, 16),
    chip: iboot === null ? null : hex(iboot.chipId, 4),
    product: port.product,
    speed: port.speed,
    matchedBy: match?.by ?? null,
  }
}

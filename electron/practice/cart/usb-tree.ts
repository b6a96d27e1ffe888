import { locationOf, portsOf } from './bus.ts'
import type { CartDevice } from './cart-device.ts'
import type { PhoneIdentity } from './phone.ts'
import type { PowerMode } from './power.ts'

/** One thing on the cart's USB bus, as a computer's own listing would have it. */
export type UsbDevice = {
  readonly bus: string
  /** From the root hub down. */
  readonly ports: readonly number[]
  readonly locationId: number
  readonly vendorId: number
  readonly productId: number
  readonly deviceClass: number
  readonly serial: string | null
  readonly product: string
}

export type UsbTree = { readonly bus: string; readonly devices: readonly UsbDevice[] }

const bus = '14'
const apple = 0x05ac
const recoveryProductId = 0x1281
const hubClass = 9

/** What hangs on the bus at this moment: hubs, running devices, and those in recovery, which usbmuxd does not see. */
export function usbTree(devices: readonly CartDevice[]): UsbTree {
  const shown = devices.filter(({ power }) => power.plugged && (power.mode === 'on' || power.mode === 'recovery'))
  const hubs = new Set(devices.map(({ device }) => portsOf(device.slot)[0]))
  return { bus, devices: [...[...hubs].toSorted((a, b) => a - b).map(hub), ...shown.map(deviceOnBus)] }
}

function hub(port: number): UsbDevice {
  return {
    bus,
    ports: [port],
    locationId: 0x14000000 + port * 0x100000,
    vendorId: 0x05e3,
    productId: 0x0610,
    deviceClass: hubClass,
    serial: null,
    product: 'Practice Hub',
  }
}

function deviceOnBus({ device, power }: CartDevice): UsbDevice {
  const { identity } = device.phone
  const recovery = power.mode === 'recovery'
  return {
    bus,
    ports: portsOf(device.slot),
    locationId: locationOf(device.slot),
    vendorId: apple,
    productId: recovery ? recoveryProductId : device.usbProductId,
    deviceClass: 0,
    serial: usbSerial(identity, power.mode),
    product: recovery ? 'Apple Mobile Device (Recovery Mode)' : identity.deviceClass,
  }
}

/** Running: the UDID without its hyphen. In recovery: the boot loader's fields, numbers in hexadecimal. */
function usbSerial(identity: PhoneIdentity, mode: PowerMode): string {
  if (mode !== 'recovery') return identity.udid.replace('-', '')
  const fields = [
    `CPID:${hex(identity.chipId, 4)}`,
    'CPRV:11',
    'CPFM:03',
    'SCEP:01',
    `BDID:${hex(identity.boardId, 2)}`,
    `ECID:${hex(identity.ecid, 16)}`,
    'IBFL:3D',
    `SRNM:[${identity.serial}]`,
  ]
  return (identity.imei === null ? fields : [...fields, `IMEI:[${identity.imei}]`]).join(' ')
}

function hex(value: number | bigint, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}

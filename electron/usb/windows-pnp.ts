import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import { descriptorText } from './bus-tree.ts'
import type { BusDevice, BusTree } from './bus-tree.ts'
import { locationBuses, readLocationPath, readRootPath } from './location-path.ts'

/** PowerShell writes a list of one as its element, and nothing as null. */
const texts = z.union([z.array(z.unknown()), z.unknown().transform((value) => [value])])
const text = z.string().nullable().catch(null)

const pnpDevice = z.object({
  InstanceId: z.string().max(1024),
  Name: text.default(null),
  Product: text.default(null),
  Service: text.default(null),
  Parent: text.default(null),
  LocationPaths: texts.optional(),
})
type PnpDevice = z.infer<typeof pnpDevice>
const listing = z.array(z.unknown()).max(20_000)

/**
 * What our question to PowerShell prints: Plug and Play devices with their DEVPKEY_Device_LocationPaths. The serial
 * number is the last part of the instance id; Windows makes one up, with `&` in it, for devices that have none, and
 * writes `_` for the blanks of a recovery device.
 * @throws AppError `usb.malformed`
 */
export function readWindowsPnp(output: string): BusTree {
  const nodes = parse(output)
  const controllers = new Map(nodes.flatMap((node) => readController(node, nodes)))
  const devices = nodes.flatMap((node) => readDevice(node) ?? [])
  const paths = [...controllers.keys(), ...devices.map((device) => device.bus)]
  return { source: 'windows', buses: locationBuses(paths, controllers), devices }
}

function parse(output: string): readonly PnpDevice[] {
  const bare = output.replace(/^\uFEFF/, '').trim()
  if (bare === '') return []
  try {
    const value: unknown = JSON.parse(bare)
    return listing.parse(Array.isArray(value) ? value : [value]).flatMap((item) => {
      const read = pnpDevice.safeParse(item)
      return read.success ? [read.data] : []
    })
  } catch (error) {
    throw new AppError('usb.malformed', { system: 'Windows', reason: 'no list of devices' }, { cause: error })
  }
}

function pathsOf(node: PnpDevice): readonly string[] {
  return (node.LocationPaths ?? []).filter((path) => typeof path === 'string')
}

/** A root hub's parent is its controller. */
function readController(node: PnpDevice, nodes: readonly PnpDevice[]): readonly (readonly [string, string])[] {
  if (!/^USB\\ROOT_HUB/i.test(node.InstanceId)) return []
  const root = pathsOf(node).flatMap((path) => readRootPath(path) ?? [])[0]
  if (root === undefined) return []
  const parent = nodes.find((other) => other.InstanceId.toUpperCase() === node.Parent?.toUpperCase())
  return [[root, descriptorText(parent?.Name) ?? descriptorText(node.Name) ?? root]]
}

function readDevice(node: PnpDevice): BusDevice | null {
  const id = /^USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})\\([^\\]+)$/i.exec(node.InstanceId)
  const place = pathsOf(node).flatMap((path) => readLocationPath(path) ?? [])[0]
  if (id?.[1] === undefined || id[2] === undefined || id[3] === undefined || place === undefined) return null
  return {
    ...place,
    companion: null,
    address: null,
    locationId: null,
    vendorId: Number.parseInt(id[1], 16),
    productId: Number.parseInt(id[2], 16),
    deviceClass: /^usbhub/i.test(node.Service ?? '') ? 9 : null,
    configurations: null,
    muxInterface: null,
    serial: id[3].includes('&') ? null : descriptorText(id[3]),
    product: descriptorText(node.Product) ?? descriptorText(node.Name),
    speed: null,
  }
}

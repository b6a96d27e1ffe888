import type { BusTree } from './bus-tree.ts'
import { readIoreg } from './ioreg.ts'
import { runTool } from './run-tool.ts'

const ioreg = '/usr/sbin/ioreg'
const usbPlane = ['-p', 'IOUSB', '-l', '-a', '-w', '0'] as const
const timeoutMs = 10_000

/**
 * macOS: the USB plane of the I/O Registry, by the system's own tool.
 * @throws AppError `usb.toolFailed`, `usb.malformed`
 */
export async function ioregBus(): Promise<BusTree> {
  return readIoreg(await runTool(ioreg, usbPlane, timeoutMs))
}

import * as z from 'zod'
import { errorRecord } from './step.ts'

/**
 * What state an iPhone or iPad is in, by its USB product id. Only `normal` is seen by usbmuxd; `ncmDirect` is a started
 * device that offers nothing but a network; `debug` and `portDfu` are states of Apple's workshops.
 */
export const appleMode = z.enum(['normal', 'ncmDirect', 'recovery', 'dfu', 'wtf', 'restore', 'debug', 'portDfu'])
export type AppleMode = z.infer<typeof appleMode>

/** One iPhone or iPad on the bus, whether usbmuxd knows it or not. */
export const usbDeviceView = z.object({
  /** Bus number and ports from the computer on: `1-2.4`. */
  port: z.string(),
  /** The cart slot of that port; null when no device that usbmuxd knows was ever in it. */
  slot: z.number().nullable(),
  mode: appleMode,
  /** From the serial string, or worked out of chip and ECID (A12 and later). */
  udid: z.string().nullable(),
  /** Apple's serial number, which a device tells in recovery. */
  serial: z.string().nullable(),
  imei: z.string().nullable(),
  /** Hexadecimal, 16 digits. */
  ecid: z.string().nullable(),
  /** Chip number in hexadecimal, as Apple prints it: `8110`. */
  chip: z.string().nullable(),
  product: z.string().nullable(),
  speed: z.enum(['low', 'full', 'high', 'super', 'superPlus']).nullable(),
  /** How it was found among usbmuxd's devices; null when it is not among them. */
  matchedBy: z.enum(['serial', 'location', 'address']).nullable(),
})
export type UsbDeviceView = z.infer<typeof usbDeviceView>

/** The USB bus as people look at it. Without USB everything is empty, and nothing is wrong. */
export const usbTreeView = z.object({
  /** Who listed it. */
  source: z.enum(['none', 'sysfs', 'ioreg', 'windows', 'usb']),
  buses: z.array(z.object({ number: z.number(), controller: z.string().nullable(), appleDevices: z.number() })),
  hubs: z.array(z.object({ port: z.string(), product: z.string().nullable(), appleDevices: z.number() })),
  devices: z.array(usbDeviceView),
  /** UDIDs that usbmuxd has by cable and that could not be tied to a port. */
  unplaced: z.array(z.string()),
  /** Why the bus could not be listed. */
  error: errorRecord.optional(),
})
export type UsbTreeView = z.infer<typeof usbTreeView>

import type { AppleMode } from '../../src-shared/usb-view.ts'

export const appleVendorId = 0x05ac

type Range = readonly [first: number, last: number, mode: AppleMode]

/** Product ids by which usbmuxd and libirecovery tell what state a device is in. */
const ranges: readonly Range[] = [
  [0x1222, 0x1222, 'wtf'],
  [0x1227, 0x1227, 'dfu'],
  [0x1280, 0x1283, 'recovery'],
  [0x1290, 0x12af, 'normal'],
  [0x1881, 0x1881, 'debug'],
  [0x1901, 0x1905, 'restore'],
  [0xf014, 0xf014, 'portDfu'],
]

/** Null for Apple's keyboards, hubs, displays and everybody else's devices. */
export function appleModeOf(vendorId: number, productId: number): AppleMode | null {
  if (vendorId !== appleVendorId) return null
  return ranges.find(([first, last]) => productId >= first && productId <= last)?.[2] ?? null
}

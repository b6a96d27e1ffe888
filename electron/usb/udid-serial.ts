/**
 * The UDID that a USB serial string stands for: 40 hexadecimal digits are one already; 24 get a hyphen after the
 * eighth, as usbmuxd puts it. Null when it is neither.
 */
export function udidFromSerial(serial: string): string | null {
  if (/^[0-9a-f]{40}$/i.test(serial)) return serial.toLowerCase()
  const parts = /^([0-9a-f]{8})-?([0-9a-f]{16})$/i.exec(serial)
  return parts === null ? null : `${parts[1]}-${parts[2]}`.toUpperCase()
}

/** Whether both name one device, whatever hyphens and letter case their systems use. */
export function sameSerial(one: string, other: string): boolean {
  return bare(one) === bare(other)
}

function bare(serial: string): string {
  return serial.replaceAll('-', '').toLowerCase()
}

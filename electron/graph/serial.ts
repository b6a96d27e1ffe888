/** As Intune stores serial numbers: upper case, no blanks around. */
export function normalizeSerial(serial: string): string {
  return serial.trim().toUpperCase()
}

/** What an import takes: 8 to 14 letters and digits. Apple's are 10 to 12 long. */
export function isSerial(serial: string): boolean {
  return /^[A-Z0-9]{8,14}$/.test(serial)
}

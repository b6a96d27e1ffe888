/** What a device in recovery or DFU says of itself in its USB serial string. */
export type IbootSerial = {
  readonly chipId: number
  readonly boardId: number | null
  readonly ecid: bigint | null
  /** Apple's serial number; only in recovery. */
  readonly serialNumber: string | null
  readonly imei: string | null
  /** Version of the boot program that is running. */
  readonly bootVersion: string | null
}

/**
 * Reads the fields `CPID:8110 … ECID:000A… SRNM:[…] SRTG:[iBoot-…]`: names of four letters, numbers in hexadecimal,
 * text in brackets (libirecovery). Windows writes `_` for each blank. Null when it is no such string.
 */
export function readIbootSerial(serial: string): IbootSerial | null {
  const fields = new Map<string, string>()
  for (const match of serial.slice(0, 512).matchAll(/(?:^|[\s_])([A-Z]{4}):(\[[^\]]{0,80}\]|[^\s_[\]]{1,40})/gi)) {
    const [, name = '', value = ''] = match
    if (!fields.has(name.toUpperCase())) fields.set(name.toUpperCase(), value)
  }
  const chipId = hexadecimal(fields.get('CPID'), 8)
  if (chipId === null) return null
  const boardId = hexadecimal(fields.get('BDID'), 8)
  return {
    chipId: Number(chipId),
    boardId: boardId === null ? null : Number(boardId),
    ecid: hexadecimal(fields.get('ECID'), 16),
    serialNumber: bracketed(fields.get('SRNM')),
    imei: bracketed(fields.get('IMEI')),
    bootVersion: bracketed(fields.get('SRTG')),
  }
}

function hexadecimal(text: string | undefined, digits: number): bigint | null {
  if (text === undefined || text.length > digits || !/^[0-9a-f]+$/i.test(text)) return null
  return BigInt(`0x${text}`)
}

function bracketed(text: string | undefined): string | null {
  const inner = /^\[([\x21-\x7e]{1,80})\]$/.exec(text ?? '')?.[1]
  return inner === undefined || inner === 'N/A' ? null : inner
}

/**
 * The UDID of a device whose chip and ECID are known: since A12 (chip 8020) it is made of them; before that, and on the
 * chips whose number starts with 89, it is a hash that cannot be worked out. Null then.
 */
export function udidOf({ chipId, ecid }: IbootSerial): string | null {
  if (ecid === null || chipId < 0x8020 || chipId >= 0x8900) return null
  return `${hex(chipId, 8)}-${hex(ecid, 16)}`
}

export function hex(value: number | bigint, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}

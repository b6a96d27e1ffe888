/**
 * The numbers that one spelling can stand for. Decimal or hex; a 32-bit number of MobileDevice is negative in Apple's
 * tables and positive in its messages (0xE800001A is -402653158), so that both are tried.
 * @returns empty when the text is no number of at most 32 bits
 */
export function readErrorNumber(text: string): readonly number[] {
  const spelled = text.trim().replace('−', '-')
  if (!/^(-?\d{1,10}|0x[0-9a-f]{1,8})$/i.test(spelled)) return []
  const number = Number(spelled)
  if (number > 0xffffffff || number < -0x80000000) return []
  return number > 0x7fffffff ? [number, number - 0x1_0000_0000] : [number]
}

/** `E800009A` and `80EF`, as they are noted down; text may look like this, so it counts beside the words. */
export function readBareHex(text: string): readonly number[] {
  return /^(?=.*\d)(?=.*[a-f])[0-9a-f]{4}(?:[0-9a-f]{4})?$/i.test(text) ? readErrorNumber(`0x${text}`) : []
}

/** As Apple's messages write it: 0x80EF, 0xE800001A. */
export function hexOf(code: number): string {
  return `0x${(code >>> 0).toString(16).toUpperCase()}`
}

import { AppError } from './errors.ts'

/** As cfgutil writes it: `0x` and capital hexadecimal digits, without leading zeros. */
export type Ecid = `0x${string}`

/** Any spelling of a 64-bit ECID cfgutil has been seen to write; null for anything else. */
export function readEcid(text: string): Ecid | null {
  if (!/^0x[0-9a-f]{1,16}$/i.test(text)) return null
  return spell(BigInt(text))
}

/** From the decimal text of `DeviceFacts`. @throws AppError `configurator.ecidUnknown` when it is null or no number */
export function ecidOfDecimal(decimal: string | null): Ecid {
  if (decimal === null || !/^\d{1,20}$/.test(decimal) || BigInt(decimal) >= 1n << 64n) {
    throw new AppError('configurator.ecidUnknown')
  }
  return spell(BigInt(decimal))
}

function spell(ecid: bigint): Ecid {
  return `0x${ecid.toString(16).toUpperCase()}`
}

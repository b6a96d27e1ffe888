import type { Blueprint } from '../../src-shared/blueprint.ts'
import { defaultBlueprints } from '../../src-shared/default-blueprints.ts'

/** The network of the practice world, whose password its cores know. */
const wifi = {
  ssid: 'Slipway Practice',
  encryption: 'WPA2',
  hidden: false,
  passwordSecret: 'wifi.Slipway Practice',
} as const

/** One of those that Slipway starts with, on the network of the practice world. */
export function usual(id: string): Blueprint {
  const found = defaultBlueprints(wifi).find((one) => one.id === id)
  if (found === undefined) throw new Error(`no blueprint ${id}`)
  return found
}

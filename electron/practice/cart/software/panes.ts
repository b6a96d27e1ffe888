import type { Phone, PhoneIdentity } from '../phone.ts'
import { skipKeys } from './skip-keys.ts'
import type { OsVersion, SkipKey } from './skip-keys.ts'

/** Asked before there is a network. */
export const earlyPanes: readonly SkipKey[] = skipKeys.filter(({ early }) => early === true)

/** What follows remote management. */
export const latePanes: readonly SkipKey[] = skipKeys.filter(({ early }) => early !== true)

type Models = NonNullable<SkipKey['models']>

const modelTests: Readonly<Record<Models, (identity: PhoneIdentity) => boolean>> = {
  iPhone: ({ deviceClass }) => deviceClass === 'iPhone',
  iPad: ({ deviceClass }) => deviceClass === 'iPad',
  cellular: ({ imei }) => imei !== null,
  homeButton: (identity) => [9, 10].includes(generation(identity)),
  // Product types run ahead of names: iPhone16,1 is the 15 Pro, iPhone17,3 the 16.
  actionButton: (identity) => generation(identity) >= 16,
  cameraControl: (identity) => generation(identity) >= 17,
  intelligence: (identity) => generation(identity) >= 16 || intelligentPads.has(identity.productType),
}

/** iPads with an M1 or A17 Pro. */
const intelligentPads: ReadonlySet<string> = new Set(['iPad13,16', 'iPad13,17', 'iPad16,1', 'iPad16,2'])

/** Major number of an iPhone's product type: 16 for iPhone16,1; 0 for an iPad. */
function generation({ productType }: PhoneIdentity): number {
  return Number(/^iPhone(\d+),/.exec(productType)?.[1] ?? 0)
}

/** Whether this device has that pane at all at this moment, before anybody skips it. */
export function hasPane({ identity, storage }: Phone, pane: SkipKey): boolean {
  const version = versionOf(identity.osVersion)
  const gone = pane.removed ?? pane.deprecated
  if (isBefore(version, pane.introduced) || (gone !== undefined && !isBefore(version, gone))) return false
  if (pane.story === 'never' || (pane.story === 'appleAccount' && storage.appleAccount === null)) return false
  return pane.models === undefined || modelTests[pane.models](identity)
}

/** "17.4.1" is [17, 4]. */
export function versionOf(text: string): OsVersion {
  const [major = 0, minor = 0] = text.split('.').map(Number)
  return [major, minor]
}

export function isBefore(version: OsVersion, other: OsVersion): boolean {
  return version[0] < other[0] || (version[0] === other[0] && version[1] < other[1])
}

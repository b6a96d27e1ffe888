import { getProfileList } from '../apple/services/mcinstall-profiles.ts'
import { trialIdentifier } from '../apple/services/mcinstall.ts'
import type { CallOptions } from '../apple/plist-channel.ts'
import type { PlistService } from '../apple/plist-service.ts'
import { buildProfile } from '../profiles/mobileconfig.ts'
import { wifiPayload } from '../profiles/wifi.ts'

export const harmlessIdentifier = trialIdentifier

/** Of the kind that staging sends, and without effect: a network that is nowhere, not joined by itself. */
export function harmlessProfile(): Buffer {
  const wifi = wifiPayload({
    ssid: 'slipway-proof-nowhere',
    encryption: 'WPA2',
    hidden: false,
    password: 'nobody-listens-here',
    autoJoin: false,
  })
  return buildProfile({
    identifier: harmlessIdentifier,
    displayName: 'Slipway proof',
    description: 'A Wi-Fi network that does not exist. Remove it whenever you like.',
    payloads: [wifi],
  })
}

export async function isListed(service: PlistService, call: CallOptions): Promise<boolean> {
  const profiles = await getProfileList(service, call)
  return profiles.some(({ identifier }) => identifier === harmlessIdentifier)
}

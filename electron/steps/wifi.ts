import type { WifiSettings } from '../../src-shared/blueprint.ts'
import { buildProfile } from '../profiles/mobileconfig.ts'
import { signProfile } from '../profiles/sign.ts'
import { wifiPayload } from '../profiles/wifi.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import { installKnown } from './profiles.ts'
import type { StepHands } from './hands.ts'

export const wifiIdentifier = 'app.slipway.wifi'

/**
 * The device's network, before Setup Assistant needs one: the bench's, out of a name and a password, and a profile of the
 * vault as the file it is.
 */
export function wifi(hands: StepHands): Step {
  return async (context) => {
    const { wifi: settings, networkProfile } = context.blueprint
    if (settings !== null) await installWifi(hands, context, settings)
    if (networkProfile !== null) await installKnown(hands, context, await hands.profile(networkProfile))
    return settings === null && networkProfile === null ? { reason: 'wifi.none' } : {}
  }
}

/** Signed, so that nobody edits it unnoticed. */
async function installWifi(hands: StepHands, context: StepContext, settings: WifiSettings): Promise<void> {
  const password = settings.passwordSecret === null ? null : await hands.secret(settings.passwordSecret)
  const { organization } = hands
  const profile = buildProfile({
    identifier: wifiIdentifier,
    displayName: `Wi-Fi (${settings.ssid})`,
    organization: organization.name,
    payloads: [
      wifiPayload({ ssid: settings.ssid, encryption: settings.encryption, hidden: settings.hidden, password }),
    ],
  })
  const { certificatePem, privateKeyPem } = organization
  await installKnown(hands, context, signProfile(profile, { certificatePem, privateKeyPem, chainPems: [] }))
}

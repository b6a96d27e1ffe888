import { buildProfile } from '../profiles/mobileconfig.ts'
import { signProfile } from '../profiles/sign.ts'
import { wifiPayload } from '../profiles/wifi.ts'
import type { Step } from '../engine/ports.ts'
import { installKnown } from './profiles.ts'
import type { StepHands } from './hands.ts'

/** The bench's network, before Setup Assistant needs one. Signed, so that nobody edits it unnoticed. */
export function wifi(hands: StepHands): Step {
  return async (context) => {
    const settings = context.blueprint.wifi
    if (settings === null) return { reason: 'wifi.none' }
    const password = settings.passwordSecret === null ? null : await hands.secret(settings.passwordSecret)
    const { organization } = hands
    const profile = buildProfile({
      identifier: 'app.slipway.wifi',
      displayName: `Wi-Fi (${settings.ssid})`,
      organization: organization.name,
      payloads: [
        wifiPayload({ ssid: settings.ssid, encryption: settings.encryption, hidden: settings.hidden, password }),
      ],
    })
    const { certificatePem, privateKeyPem } = organization
    await installKnown(hands, context, signProfile(profile, { certificatePem, privateKeyPem, chainPems: [] }))
    return {}
  }
}

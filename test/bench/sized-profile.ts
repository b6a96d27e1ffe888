import { buildProfile } from '../../electron/profiles/mobileconfig.ts'

/** A harmless profile of about eight kilobytes, as large as the one that `ios prepare` installs. */
export function sizedProfile(): string {
  const webClip = {
    type: 'com.apple.webClip.managed',
    name: 'help',
    settings: { Label: 'Help', URL: 'https://help.example', IsRemovable: true, Icon: new Uint8Array(5_000) },
  }
  return buildProfile({ identifier: 'org.slipway.bench', displayName: 'Bench', payloads: [webClip] }).toString()
}

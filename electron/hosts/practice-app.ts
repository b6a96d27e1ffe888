import type { AppOptions } from '../app-options.ts'
import type { Language } from '../../src-shared/i18n/languages.ts'
import type { Logger } from '../lib/logger.ts'
import { openBrowser } from './open-browser.ts'
import { accountName } from './account-name.ts'
import { makePracticeHandlers } from './practice-handlers.ts'
import type { PracticeHandlers } from './practice-handlers.ts'
import type { PracticeWorld } from './practice-world.ts'

/** The Wi-Fi the cart stands in, as its default scenario has it: what an operator would type into a blueprint. */
const practiceWifi = { ssid: 'Slipway Practice', password: 'practice-wifi' }

/** What the practice user sets at the passcode pane unless a scenario says otherwise. */
const practicePasscode = '135790'

/** What a core must be told to work in a practice world: addresses and a CA, as for a real one. */
export function practiceAppOptions(
  world: PracticeWorld,
  host: { readonly dataDir: string; readonly version: string; readonly language: Language; readonly logger: Logger },
): AppOptions {
  return {
    ...host,
    mode: 'practice',
    muxAddress: world.muxAddress,
    graph: { baseUrl: world.graphBaseUrl, getToken: () => Promise.resolve(world.graphToken), standIn: true },
    signIn: {
      authority: world.authority,
      tenant: { cloud: 'global', tenantId: world.tenantId, clientId: world.clientId },
    },
    openUrl: openBrowser,
    activationUrl: world.activationUrl,
    appleBusinessUrl: world.appleUrl,
    additionalCaPems: [world.rootCertificatePem],
    leavingMs: world.leavingMs,
    passphrase: null,
    organizationName: 'Contoso Practice',
    operator: accountName(),
    wifi: {
      settings: {
        ssid: practiceWifi.ssid,
        encryption: 'WPA2',
        hidden: false,
        passwordSecret: `wifi.${practiceWifi.ssid}`,
      },
      password: practiceWifi.password,
    },
  }
}

/** What the practice user may do in this world, beside what the core of it does. */
export function practiceUser(world: PracticeWorld): PracticeHandlers {
  return makePracticeHandlers(world, { ...practiceWifi, passcode: practicePasscode })
}

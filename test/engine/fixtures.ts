import { blueprint } from '../../src-shared/blueprint.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { BenchFacts } from '../../electron/engine/bench-facts.ts'

export const fresh: DeviceFacts = {
  udid: '00008110-000000000000001A',
  serial: 'TEST00000001',
  ecid: '26',
  name: 'iPhone',
  productType: 'iPhone14,5',
  deviceClass: 'iPhone',
  osVersion: '18.3',
  build: '22D60',
  activationState: 'Unactivated',
  setupDone: false,
  cloudConfigured: false,
  supervised: false,
  organizationName: null,
  findMy: false,
  passwordProtected: false,
  batteryPercent: 80,
  batteryCharging: false,
  imei: null,
  wifiAddress: null,
  practiceWorld: 'w',
}

export const used: DeviceFacts = { ...fresh, activationState: 'Activated', setupDone: true, cloudConfigured: true }

export const setupAssistant: Blueprint = blueprint.parse({
  version: 1,
  id: 'setup-assistant',
  name: 'Setup Assistant',
  route: 'setupAssistant',
  endsAt: 'bench',
  enrollmentProfile: { displayName: 'P', description: '', userAffinity: 'none' },
  supervise: true,
  skipSetup: ['Siri'],
  wifi: { ssid: 'Bench', encryption: 'WPA2', hidden: false, passwordSecret: 'wifi.Bench' },
  nameTemplate: '{serial}',
  language: 'en',
  locale: 'en_US',
  erase: 'ifNeeded',
  profiles: [],
})

export const direct: Blueprint = {
  ...setupAssistant,
  id: 'direct',
  name: 'Direct',
  route: 'direct',
  erase: 'never',
  language: null,
  locale: null,
}

/** Made ready again; its records go, its serial number stays. */
export const returning: Blueprint = blueprint.parse({
  version: 1,
  kind: 'return',
  id: 'return',
  name: 'Return',
  route: 'none',
  endsAt: 'bench',
  supervise: false,
  skipSetup: [],
  wifi: null,
  nameTemplate: null,
  language: null,
  locale: null,
  erase: 'always',
  profiles: [],
  returning: { outcome: 'ready', record: 'delete', identity: 'keep' },
})

export const bench: BenchFacts = {
  apnsReady: true,
  trustProfileNamed: true,
  backends: { platform: 'linux', cfgutilVerified: false },
  supervisionIdentity: true,
  eraseConsent: false,
  dryRun: false,
  serials: new Map(),
  organizationName: 'Test',
  missing: [],
  assets: new Set(),
  tethered: false,
  programTokenGood: null,
}

import * as z from 'zod'

/** What Slipway knows of a device from its cable. A null was not readable (yet): before pairing most values are not. */
export const deviceFacts = z.object({
  udid: z.string(),
  serial: z.string().nullable(),
  /** Decimal text: an ECID has 64 bits. */
  ecid: z.string().nullable(),
  name: z.string().nullable(),
  productType: z.string().nullable(),
  deviceClass: z.string().nullable(),
  osVersion: z.string().nullable(),
  build: z.string().nullable(),
  /** lockdown ActivationState: Unactivated, Activated, FactoryActivated … */
  activationState: z.string().nullable(),
  /** com.apple.PurpleBuddy SetupDone: past Setup Assistant. */
  setupDone: z.boolean().nullable(),
  /** A cloud configuration is stored: the device takes no second one before an erase. */
  cloudConfigured: z.boolean().nullable(),
  supervised: z.boolean().nullable(),
  organizationName: z.string().nullable(),
  /** com.apple.fmip IsAssociated: Find My is on, an erase would leave a device nobody can activate. */
  findMy: z.boolean().nullable(),
  passwordProtected: z.boolean().nullable(),
  batteryPercent: z.number().nullable(),
  batteryCharging: z.boolean().nullable(),
  imei: z.string().nullable(),
  wifiAddress: z.string().nullable(),
  /** The practice world this device belongs to; null on a real device. */
  practiceWorld: z.string().nullable(),
})
export type DeviceFacts = z.infer<typeof deviceFacts>

/** As journals keep them: earlier versions did not ask whether the battery charges. */
export const storedFacts = z.preprocess(
  (value) => (typeof value === 'object' && value !== null ? { batteryCharging: null, ...value } : value),
  deviceFacts,
)

/** What the planner uses, and what labels and reports show beside it. */
export const cableFacts = deviceFacts.extend({
  modelNumber: z.string().nullable(),
  hardwareModel: z.string().nullable(),
  meid: z.string().nullable(),
  iccid: z.string().nullable(),
  bluetoothAddress: z.string().nullable(),
  timeZone: z.string().nullable(),
  language: z.string().nullable(),
  locale: z.string().nullable(),
})
export type CableFacts = z.infer<typeof cableFacts>

/** `away`: gone from the cable but expected back (erase, restart). `unplugged`: gone. */
export const presence = z.enum(['attached', 'away', 'unplugged'])
export type Presence = z.infer<typeof presence>

/**
 * Where a device stands, in one word. `prepared` is safe to unplug; `awaitingUser` means prepared, and a person has
 * still to walk through Setup Assistant, perhaps days later; `enrolled` is Intune's word, not ours.
 */
export const deviceStage = z.enum([
  'seen',
  'identifying',
  'ready',
  'queued',
  'running',
  'waitingForTap',
  'away',
  'interrupted',
  /** Waits for the first device with its blueprint, the pilot. */
  'held',
  'paused',
  'awaitingEnrollment',
  'awaitingUser',
  'enrolled',
  /** Everything asked for is done, and nothing was to be enrolled: safe to unplug. */
  'prepared',
  'needsAttention',
])
export type DeviceStage = z.infer<typeof deviceStage>

/** What somebody has to do on the device's screen for the run to go on. */
export const deviceTap = z.enum(['trust', 'unlock', 'installProfile', 'setupAssistant', 'activationLock'])
export type DeviceTap = z.infer<typeof deviceTap>

/** Intune was out of reach from `since` until `until`, as this station found; null: it still is. Milliseconds since 1970. */
export const intuneAway = z.object({ since: z.number(), until: z.number().nullable() })
export type IntuneAway = z.infer<typeof intuneAway>

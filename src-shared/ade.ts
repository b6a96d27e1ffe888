import * as z from 'zod'

/** Intune's words for where a device of the enrollment program stands. */
export const adeState = z.enum(['unknown', 'enrolled', 'pendingReset', 'failed', 'notContacted', 'blocked'])

/** One token of Apple's enrollment program in Intune. Times are milliseconds since 1970, null for never. */
export const adeToken = z.object({
  id: z.string(),
  name: z.string(),
  /** Who made it at Apple: the one who must renew it. */
  appleId: z.string().nullable(),
  expiresAt: z.number().nullable(),
  lastSyncAt: z.number().nullable(),
  syncTriggeredAt: z.number().nullable(),
  /** 0: fine. 3: new terms of Apple's wait for an administrator. */
  syncError: z.number().int(),
  syncedDevices: z.number().int(),
})
export type AdeToken = z.infer<typeof adeToken>

export const adeAffinity = z.enum(['none', 'companyPortal', 'setupAssistantLegacy', 'setupAssistantModern'])
export type AdeAffinity = z.infer<typeof adeAffinity>

/** USB: nobody, anybody, or who proves to hold one of the certificates. */
export const adePairing = z.enum(['disallow', 'allow', 'certificate'])

export const adeCertificate = z.object({
  /** SHA-1, upper-case hexadecimal, as Intune shows it. */
  thumbprint: z.string(),
  /** DER, base64. */
  certificate: z.string(),
})
export type AdeCertificate = z.infer<typeof adeCertificate>

/** What a profile of the program says; limits are Apple's. */
export const adeSettings = z.object({
  displayName: z.string().trim().min(1).max(125),
  description: z.string().max(1500),
  affinity: adeAffinity,
  /** Shown behind "About configuration" in Setup Assistant. */
  department: z.string().max(125),
  /** Shown behind "Need help". */
  supportPhone: z.string().max(50),
  supervised: z.boolean(),
  /** Management cannot be removed on the device; needs supervision. */
  locked: z.boolean(),
  /** Apple's skip keys: a pane in this list is not shown. Keys nobody knows yet are kept. */
  hiddenPanes: z.array(z.string().min(1).max(100)).max(200),
  pairing: adePairing,
  certificates: z.array(adeCertificate).max(10),
  /** Setup Assistant waits at its end until Intune says that the device is configured. */
  awaitConfiguration: z.boolean(),
  /** Empty: the device keeps its name. */
  deviceNameTemplate: z.string().max(63),
})
export type AdeSettings = z.infer<typeof adeSettings>

/** What an edit changes; what is left out stays. */
export const adeChanges = adeSettings.partial()
export type AdeChanges = z.infer<typeof adeChanges>

export const defaultAdeSettings: Omit<AdeSettings, 'displayName'> = {
  description: '',
  affinity: 'none',
  department: '',
  supportPhone: '',
  supervised: true,
  locked: true,
  hiddenPanes: [],
  pairing: 'disallow',
  certificates: [],
  awaitConfiguration: true,
  deviceNameTemplate: '',
}

export const adeProfile = z.object({
  /** `{token}_{guid}`. */
  id: z.string(),
  isDefault: z.boolean(),
  /** An enrollment policy of the new kind: read here, changed in Intune's own pages; devices can be assigned to it. */
  isPolicy: z.boolean(),
  settings: adeSettings,
})
export type AdeProfile = z.infer<typeof adeProfile>

export const adeDevice = z.object({
  serial: z.string(),
  details: z.string(),
  /** The profile it gets at its next activation; null: it cannot enroll. */
  profileId: z.string().nullable(),
  state: adeState,
  lastContactedAt: z.number().nullable(),
  /** Released or moved at Apple. */
  deleted: z.boolean(),
  platform: z.string(),
})
export type AdeDevice = z.infer<typeof adeDevice>

/** assigned: read back as wanted. unchanged: it had the profile already. notInToken: sync, or assign it at Apple first. */
export const adeAssignment = z.object({
  serial: z.string(),
  outcome: z.enum(['assigned', 'unchanged', 'notInToken', 'notTaken', 'deleted']),
})
export type AdeAssignment = z.infer<typeof adeAssignment>

/** What of the settings contradicts the rest, before anybody is asked. */
export type AdeProblem =
  | 'lockNeedsSupervision'
  | 'waitNeedsSupervision'
  | 'nameNeedsSupervision'
  | 'certificateMissing'
  | 'nameVariable'

/** The rules of Apple and Intune that span several fields. */
export function checkAdeSettings(settings: AdeSettings): readonly AdeProblem[] {
  const { supervised, locked, awaitConfiguration, deviceNameTemplate, pairing, certificates } = settings
  const variables = deviceNameTemplate.match(/\{\{.*?\}\}/g) ?? []
  const known = variables.every((name) => ['{{SERIAL}}', '{{DEVICETYPE}}'].includes(name))
  return [
    ...(locked && !supervised ? (['lockNeedsSupervision'] as const) : []),
    ...(awaitConfiguration && !supervised ? (['waitNeedsSupervision'] as const) : []),
    ...(deviceNameTemplate !== '' && !supervised ? (['nameNeedsSupervision'] as const) : []),
    ...(pairing === 'certificate' && certificates.length === 0 ? (['certificateMissing'] as const) : []),
    ...(known ? [] : (['nameVariable'] as const)),
  ]
}

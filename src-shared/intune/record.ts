import * as z from 'zod'

/** A device under Intune's management, as a list shows it. Times are milliseconds since 1970, null for never. */
export const intuneDevice = z.object({
  id: z.string(),
  serial: z.string(),
  name: z.string().nullable(),
  model: z.string().nullable(),
  osVersion: z.string().nullable(),
  supervised: z.boolean(),
  enrolledAt: z.number().nullable(),
  lastSyncAt: z.number().nullable(),
  /** Graph's words: managed, retirePending, wipeIssued … */
  managementState: z.string().nullable(),
  /** Graph's words: compliant, noncompliant, unknown … */
  compliance: z.string().nullable(),
  /** Graph's words: appleBulkWithUser, appleBulkWithoutUser … */
  enrollmentType: z.string().nullable(),
  profileName: z.string().nullable(),
  user: z.string().nullable(),
  category: z.string().nullable(),
})
export type IntuneDevice = z.infer<typeof intuneDevice>

/** What only a question about one device shows. */
export const intuneDeviceDetail = intuneDevice.extend({
  udid: z.string().nullable(),
  imei: z.string().nullable(),
  owner: z.string().nullable(),
  wifiAddress: z.string().nullable(),
  storageBytes: z.number().nullable(),
  freeBytes: z.number().nullable(),
  notes: z.string().nullable(),
  certificateExpiresAt: z.number().nullable(),
  actions: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      startedAt: z.number().nullable(),
      changedAt: z.number().nullable(),
    }),
  ),
  /** Older records of the same serial number: normal after a wipe, until somebody deletes them. */
  staleRecords: z.array(z.object({ id: z.string(), enrolledAt: z.number().nullable() })),
})
export type IntuneDeviceDetail = z.infer<typeof intuneDeviceDetail>

export const intuneCategory = z.object({ id: z.string(), name: z.string(), description: z.string() })
export type IntuneCategory = z.infer<typeof intuneCategory>

/** Why an enrollment failed, as Intune noted it. */
export const troubleEvent = z.object({
  id: z.string(),
  at: z.number().nullable(),
  /** Graph's words: authentication, badRequest, enrollmentRestrictionsEnforced … */
  category: z.string(),
  reason: z.string().nullable(),
  deviceId: z.string().nullable(),
  enrollmentType: z.string().nullable(),
  osVersion: z.string().nullable(),
  userId: z.string().nullable(),
  correlationId: z.string().nullable(),
})
export type TroubleEvent = z.infer<typeof troubleEvent>

/** Who changed what in Intune. */
export const auditEntry = z.object({
  id: z.string(),
  at: z.number().nullable(),
  activity: z.string(),
  component: z.string().nullable(),
  /** A person's name, or the app's. */
  actor: z.string().nullable(),
  result: z.string().nullable(),
  targets: z.array(z.string()),
  correlationId: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>

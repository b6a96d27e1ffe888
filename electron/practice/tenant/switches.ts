import { z } from 'zod'

/** Where recordings of the real service disagree, or where a fault is wanted, a test or a person chooses here. */
export const switchesSchema = z.strictObject({
  /** A created profile answers 404 for so long: the real service is eventually consistent. */
  createVisibilityMs: z.number().int().min(0),
  /** False turns the throttling buckets off; forced answers still work. */
  throttling: z.boolean(),
  /** Answer MDMServiceConfig as a service with a publicly trusted certificate does. */
  publicCertificate: z.boolean(),
  /** How such a service says "no anchors": an empty list, or nothing at all. */
  emptyAnchors: z.enum(['list', 'body']),
  /** Show `requestedEnrollmentProfileId` with its container in front. */
  compositeProfileIds: z.boolean(),
  patchProfileStatus: z.union([z.literal(200), z.literal(204)]),
  setDefaultStatus: z.union([z.literal(200), z.literal(204)]),
  refuseExportWithAffinity: z.boolean(),
  refuseAppOnlyExport: z.boolean(),
  refuseDeleteOfManaged: z.boolean(),
  /** A program token renewed with another Apple ID: nobody knows whether the service minds. */
  refuseOtherAppleId: z.boolean(),
  signEnrollmentProfiles: z.boolean(),
  /** An enrollment restriction that blocks iOS and iPadOS. */
  iosBlocked: z.boolean(),
  tenantLicensed: z.boolean(),
  /**
   * Whether a second domain of the organization signs in at a federation service of its own, and what that one offers:
   * user name and password by WS-Trust 1.3, the same switched off, only the version before, or a document that is none.
   */
  federation: z.enum(['none', 'ready', 'disabled', 'notOffered', 'broken']),
  /** Nothing answers: connections are cut. */
  offline: z.boolean(),
})

export type Switches = z.infer<typeof switchesSchema>

export type Scale = 'instant' | 'realistic'

export function initialSwitches(scale: Scale): Switches {
  return {
    createVisibilityMs: scale === 'realistic' ? 3000 : 0,
    throttling: true,
    publicCertificate: false,
    emptyAnchors: 'list',
    compositeProfileIds: false,
    patchProfileStatus: 200,
    setDefaultStatus: 204,
    refuseExportWithAffinity: false,
    refuseAppOnlyExport: false,
    refuseDeleteOfManaged: false,
    refuseOtherAppleId: false,
    signEnrollmentProfiles: true,
    iosBlocked: false,
    tenantLicensed: true,
    federation: 'none',
    offline: false,
  }
}

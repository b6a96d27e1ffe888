import * as z from 'zod'

/** Who gets a custom profile: every device, or devices and users of groups, by the groups' Entra object ids. */
export const customTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allDevices') }),
  z.object({ kind: z.literal('allUsers') }),
  z.object({ kind: z.literal('group'), id: z.uuid(), exclude: z.boolean() }),
])
export type CustomTarget = z.infer<typeof customTarget>

/** A configuration profile of Apple's, as Intune sends it to devices. */
export const customProfile = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string(),
  /** What the device shows. */
  payloadName: z.string(),
  fileName: z.string(),
  version: z.number().int(),
  changedAt: z.number().nullable(),
  targets: z.array(customTarget),
})
export type CustomProfile = z.infer<typeof customProfile>

/** Codes of the error catalogue with their details; an error keeps the profile from being sent. */
export const customFinding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type CustomFinding = z.infer<typeof customFinding>

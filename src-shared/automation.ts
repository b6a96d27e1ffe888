import * as z from 'zod'

/** `16`, `17.4`, `18.0.1`. */
const osVersion = z.string().regex(/^\d{1,3}(\.\d{1,3}){0,2}$/)

/** What a device must be. A list that is empty and a null ask for nothing; what a device does not tell matches nothing that is asked for. */
export const automationMatch = z.object({
  /** Product types; a `*` at the end stands for any rest: `iPad13,*`. */
  models: z.array(z.string().min(1).max(32)).max(100).default([]),
  osFrom: osVersion.nullable().default(null),
  /** Included; `17` means every 17. */
  osTo: osVersion.nullable().default(null),
  slots: z.array(z.int().min(1).max(999)).max(256).default([]),
  supervised: z.boolean().nullable().default(null),
  /** Whether Intune has a device record with the serial number. */
  inIntune: z.boolean().nullable().default(null),
  serials: z.array(z.string().min(1).max(32)).max(2000).default([]),
})
export type AutomationMatch = z.infer<typeof automationMatch>

/** A blueprint that runs by itself on devices that are plugged in while the rule is armed. */
export const automationRule = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(120),
  blueprintId: z.string().min(1).max(64),
  match: automationMatch.prefault({}),
  /** From the moment the device is known; pulling its cable calls the start off. */
  countdownSeconds: z.int().min(5).max(600).default(15),
})
export type AutomationRule = z.infer<typeof automationRule>

/** A standing consent: who armed the rule where, for how many devices and until when. It never outlives its process. */
export const armedRule = z.object({
  ruleId: z.string(),
  operator: z.string(),
  station: z.string(),
  maximum: z.int(),
  used: z.int(),
  mayErase: z.boolean(),
  armedAt: z.number(),
  expiresAt: z.number(),
})
export type ArmedRule = z.infer<typeof armedRule>

export const countdown = z.object({
  udid: z.string(),
  serial: z.string().nullable(),
  ruleId: z.string(),
  startsAt: z.number(),
})
export type Countdown = z.infer<typeof countdown>

export const automationView = z.object({
  rules: z.array(automationRule),
  armed: z.array(armedRule),
  countdowns: z.array(countdown),
})
export type AutomationView = z.infer<typeof automationView>

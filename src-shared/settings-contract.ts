import * as z from 'zod'

/** How many devices work at once. They count from the next start on; null is what Slipway comes with. */
export const workLimits = z.object({
  devices: z.int().min(1).max(256).nullable(),
  perController: z.int().min(1).max(256).nullable(),
})
export type WorkLimits = z.infer<typeof workLimits>

export const stationSettings = z.object({
  dataDirectory: z.string(),
  /** Node's version and the operating system. */
  runtime: z.string(),
  limits: workLimits,
  /** What stands where a limit is null. */
  usual: z.object({ devices: z.int(), perController: z.int() }),
})
export type StationSettings = z.infer<typeof stationSettings>

export const settingsContract = {
  'settings.show': { kind: 'call', input: z.object({}), output: stationSettings },
  'settings.setLimits': { kind: 'call', input: workLimits, output: stationSettings },
} as const

import * as z from 'zod'

/**
 * Why a run that was started does not begin: the first device with this blueprint, the pilot, goes ahead alone, or it did
 * not end well and a person has to say what is to become of the others.
 */
export const hold = z.object({ why: z.enum(['pilotRunning', 'pilotStopped']), pilot: z.string() })
export type Hold = z.infer<typeof hold>

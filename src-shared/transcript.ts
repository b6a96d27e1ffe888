import * as z from 'zod'

/**
 * A transcript of what Slipway and devices said to each other, secrets and identifiers replaced: JSON lines, the first of
 * them the header. docs/prove.md explains it to people.
 */
export const transcriptHeaderSchema = z.strictObject({
  format: z.literal('slipway-transcript'),
  version: z.literal(1),
  /** ISO 8601. */
  madeAt: z.iso.datetime(),
  /** Slipway's version. */
  by: z.string().max(40),
  /** Whether the devices were practice devices. */
  practice: z.boolean(),
})
export type TranscriptHeader = z.infer<typeof transcriptHeaderSchema>

/** One plist that passed. */
export const transcriptLineSchema = z.strictObject({
  /** Milliseconds since the transcript began. */
  at: z.int().min(0),
  /** Counts connections, from 1. */
  connection: z.int().min(1),
  /** The device's pseudonym in the form of a UDID. */
  device: z.string().max(64),
  /** Service at the other end of the connection, by Apple's name. */
  service: z.string().max(200),
  from: z.enum(['host', 'device']),
  /** The plist in the JSON form of electron/apple/plist/json.ts. What was hidden is `{ $hidden: 'string' | 'data', length }`. */
  message: z.json(),
})
export type TranscriptLine = z.infer<typeof transcriptLineSchema>

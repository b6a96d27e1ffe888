import * as z from 'zod'
import { constantTimeEqual, hmacSha256, randomBytes } from '../../lib/crypto.ts'
import { hostKinds } from './engine-note.ts'

/** The greeting's own version; the contract's is that of the program. */
export const greetingVersion = 1

const nonce = z.string().regex(/^[0-9a-f]{64}$/)
const proof = nonce
const member = z.object({
  host: z.enum(hostKinds),
  pid: z.number().int().positive(),
  since: z.number(),
})
export type Member = z.infer<typeof member>

/** First word of the engine, to anybody who connects: nothing but a challenge. */
export const challenge = z.object({ slipway: z.literal(greetingVersion), nonce })

/** The host's answer: it may read the note, and wants to work or only to know who is there. */
export const greeting = z.object({
  nonce,
  proof,
  wish: z.enum(['work', 'status']),
  version: z.string().max(100),
  host: z.enum(hostKinds),
  pid: z.number().int().positive(),
})
export type Greeting = z.infer<typeof greeting>

/** What the engine was started with; a host that wants something else of it must be told. */
export const engineSettings = z.object({
  mode: z.enum(['practice', 'real']),
  mux: z.string().nullable(),
  graph: z.string().nullable(),
  activation: z.string(),
})
export type EngineSettings = z.infer<typeof engineSettings>

export const welcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('welcome'),
    proof,
    version: z.string().max(100),
    engine: member,
    clients: z.array(member).max(1000),
    settings: engineSettings,
  }),
  z.object({ outcome: z.literal('otherVersion'), proof, version: z.string().max(100), engine: member }),
])
export type Welcome = z.infer<typeof welcome>

export function newNonce(): string {
  return randomBytes(32).toString('hex')
}

/** Neither end sends the token itself, so that nobody who only pretends to be the other learns it. */
export function proofOf(token: string, side: 'engine' | 'host', engineNonce: string, hostNonce: string): string {
  return hmacSha256(Buffer.from(token, 'hex'), `${side} ${engineNonce} ${hostNonce}`).toString('hex')
}

export function isProof(said: string, expected: string): boolean {
  return constantTimeEqual(said, expected)
}

/** The text as what it should be; null for anything else. */
export function readWord<T>(shape: z.ZodType<T>, text: unknown): T | null {
  if (typeof text !== 'string') return null
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

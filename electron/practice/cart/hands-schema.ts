import { z } from 'zod'
import type { HandsAnswers } from './software/software.ts'

/** Where the practice user's fingers come from, as scenario files and the control plane write it. */
export const handsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('atOnce') }),
  z.strictObject({ kind: z.literal('after'), ms: z.number().min(0) }),
  z.strictObject({ kind: z.literal('operator') }),
  z.strictObject({ kind: z.literal('never') }),
])

const account = z.strictObject({ userName: z.string().min(1), password: z.string() })

/** What the practice user knows and wants; what is left out stays as it was. */
export const answersSchema = z
  .strictObject({
    hello: z.enum(['whenPrepared', 'always']),
    wifi: z.strictObject({ ssid: z.string(), password: z.string().nullable() }).nullable(),
    signIn: account.nullable().describe('The account typed where the organization asks for a sign-in'),
    appleAccount: account.nullable().describe('The Apple Account typed at its pane; null sets it up later'),
    activationLock: z
      .strictObject({ userName: z.string(), password: z.string() })
      .nullable()
      .describe('What is typed at the Activation Lock page; the bypass code goes without a user name'),
    passcode: z.string().min(4).max(20).nullable().describe('Set at the passcode pane and typed after a start'),
    language: z.strictObject({ language: z.string(), locale: z.string() }).nullable(),
    trust: z.boolean(),
    install: z.boolean(),
    remoteManagement: z.boolean(),
    retries: z.int().min(0),
  })
  .partial()

/** Absent keys stay absent: an `undefined` would hide the answer below it. */
export function givenAnswers(answers: z.infer<typeof answersSchema> | undefined): Partial<HandsAnswers> {
  return Object.fromEntries(Object.entries(answers ?? {}).filter(([, answer]) => answer !== undefined))
}

import * as z from 'zod'
import { cloudName, signedIn, tenantSettings, tokenSource } from './account.ts'
import { errorRecord } from './step.ts'

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', input, output } as const
}

const nothing = z.object({})

export const accountStatus = z.object({
  /** Null until somebody set the tenant up. */
  tenant: tenantSettings.nullable(),
  account: signedIn.nullable(),
  source: tokenSource,
  /** Why the account has to sign in once more; null while its tokens are taken. */
  trouble: errorRecord.nullable(),
  /** The clouds differ from what this start was made for: settings count from the next start. */
  restartNeeded: z.boolean(),
})
export type AccountStatus = z.infer<typeof accountStatus>

/** One item of a sign-in; `done` is the last. Whoever stops listening cancels it. */
export const signInItem = z.discriminatedUnion('kind', [
  /** The browser was opened, or was not: `url` leads to the sign-in page, once, on this computer. */
  z.object({ kind: z.literal('browser'), url: z.string(), opened: z.boolean() }),
  z.object({
    kind: z.literal('deviceCode'),
    userCode: z.string(),
    verificationUri: z.string(),
    expiresInSeconds: z.number(),
  }),
  z.object({ kind: z.literal('done'), account: signedIn }),
])
export type SignInItem = z.infer<typeof signInItem>

export const permissionState = z.enum(['granted', 'missing', 'unknown'])
export type PermissionState = z.infer<typeof permissionState>

export const accountTest = z.object({
  tenantName: z.string().nullable(),
  permissions: z.array(
    z.object({
      name: z.string(),
      need: z.enum(['needed', 'optional']),
      purpose: z.enum(['stage', 'follow', 'act', 'change', 'policies']),
      state: permissionState,
    }),
  ),
  /** Whether the person may use Intune at all: a role in the directory or in Intune, and a license of the tenant. */
  role: permissionState,
  /** What Intune said where it refused. */
  refusal: z.string().nullable(),
  /** For an administrator: grants what is registered, for everybody. */
  consentUrl: z.string(),
  ok: z.boolean(),
})
export type AccountTest = z.infer<typeof accountTest>

export const setupKind = z.enum(['az', 'powershell', 'graph'])
export type SetupKind = z.infer<typeof setupKind>

/** Signing in to Microsoft, and the app registration it needs. */
export const accountContract = {
  'account.status': call(nothing, accountStatus),
  'account.configure': call(tenantSettings, accountStatus),
  'account.signIn': {
    kind: 'stream',
    input: z.object({ way: z.enum(['browser', 'deviceCode']) }),
    item: signInItem,
  },
  /** A PEM file with the certificate and its private key; both are sealed and kept. */
  'account.signInWithCertificate': call(
    z.object({ pem: z.string().min(1).max(100_000) }),
    z.object({ account: signedIn }),
  ),
  'account.signOut': call(nothing, nothing),
  'account.test': call(nothing, accountTest),
  /**
   * Makes the app registration: a script, or the body of Graph's `POST /applications`. `cloud`: for another one than is
   * set up.
   */
  'account.setup': call(z.object({ kind: setupKind, cloud: cloudName.optional() }), z.object({ script: z.string() })),
} as const

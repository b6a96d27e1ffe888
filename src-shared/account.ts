import * as z from 'zod'

/** Microsoft's clouds in which Intune exists; the German one was closed in 2021. */
export const cloudNames = ['global', 'usGov', 'usGovDod', 'china'] as const
export const cloudName = z.enum(cloudNames)
export type CloudName = z.infer<typeof cloudName>

const guid = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/)

/** Which organization, and which app registration there: every organization brings its own. */
export const tenantSettings = z.object({ cloud: cloudName, tenantId: guid, clientId: guid })
export type TenantSettings = z.infer<typeof tenantSettings>

/** Who is signed in. An application signs in by itself, with a certificate. */
export const signedIn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), username: z.string(), name: z.string().nullable(), tenantId: z.string() }),
  z.object({
    kind: z.literal('application'),
    clientId: z.string(),
    tenantId: z.string(),
    /** Of the certificate: SHA-256, hex, and its last day. */
    thumbprint: z.string(),
    expires: z.string(),
  }),
])
export type SignedIn = z.infer<typeof signedIn>

/** Where the token that Graph gets comes from. `environment` and `practice` stand in for a sign-in. */
export const tokenSource = z.enum(['account', 'environment', 'practice', 'none'])
export type TokenSource = z.infer<typeof tokenSource>

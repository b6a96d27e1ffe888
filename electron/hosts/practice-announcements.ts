import * as z from 'zod'

/** The line with which the practice cart says that it is ready. */
export const cartAnnouncement = z.object({
  address: z.string(),
  controlUrl: z.string(),
  controlToken: z.string(),
})

/** The same of the practice tenant. */
export const tenantAnnouncement = z.object({
  baseUrl: z.string(),
  token: z.string(),
  rootCertificate: z.string(),
  controlUrl: z.string(),
  controlToken: z.string(),
  activationUrl: z.string(),
  authority: z.string(),
  tenantId: z.string(),
  clientId: z.string(),
  appleUrl: z.string(),
  portalUrl: z.string(),
})

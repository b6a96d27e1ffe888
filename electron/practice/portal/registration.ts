import { putRegistration } from '../authority/registrations.ts'
import type { Tenant } from '../tenant/tenant.ts'

/** The registration of Company Portal, app and website alike. It asks for nobody's permissions, only who they are. */
export const portalClientId = 'c0a9a117-0000-4000-8000-51199a7ac71c'

/** Where the sign-in sends the app its answer. */
export const appRedirectUri = 'msauth.practice.companyportal://auth'

export function siteRedirectUri({ addresses }: Tenant): string {
  return `${addresses.portal}/auth`
}

/** Anew at every start, for the website's address may have changed. */
export async function ensurePortalRegistration(tenant: Tenant): Promise<void> {
  await putRegistration(tenant, {
    clientId: portalClientId,
    name: 'Company Portal',
    publicClient: true,
    redirectUris: [appRedirectUri, siteRedirectUri(tenant)],
    certificates: [],
    secretDigests: [],
    scopes: [],
    roles: [],
  })
}

import type { CloudName } from '../../../src-shared/account.ts'

/**
 * Microsoft: national clouds. GCC is in the global one. Both US Government clouds sign in at the same host, and differ
 * in where Graph is. Tokens and app registrations are of one cloud only.
 */
export type Cloud = { readonly loginHost: string; readonly graphUrl: string }

export const clouds: Readonly<Record<CloudName, Cloud>> = {
  global: { loginHost: 'login.microsoftonline.com', graphUrl: 'https://graph.microsoft.com' },
  usGov: { loginHost: 'login.microsoftonline.us', graphUrl: 'https://graph.microsoft.us' },
  usGovDod: { loginHost: 'login.microsoftonline.us', graphUrl: 'https://dod-graph.microsoft.us' },
  china: {
    loginHost: 'login.partner.microsoftonline.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
  },
}

import type { Configuration, ICachePlugin } from '@azure/msal-node'
import type { TenantSettings } from '../../../src-shared/account.ts'
import type { Logger } from '../../lib/logger.ts'
import { clouds } from './clouds.ts'
import type { MsalNetwork } from './msal-network.ts'

export type SignInPlace = {
  readonly tenant: TenantSettings
  /** Another place than the cloud's own, tenant included: the practice authority. */
  readonly authority: string | null
}

/** `https://login…/tenant`: a named tenant, so that a guest ends up in the organization that was set up. */
export function authorityOf({ tenant, authority }: SignInPlace): string {
  return authority ?? `https://${clouds[tenant.cloud].loginHost}/${tenant.tenantId}`
}

/** Everything that was registered and agreed to, of Graph in this cloud. */
export function defaultScope({ tenant }: SignInPlace): string {
  return `${clouds[tenant.cloud].graphUrl}/.default`
}

/** An administrator opens it to grant, for everybody, what is registered. */
export function consentUrlOf(place: SignInPlace): string {
  const url = new URL(`${authorityOf(place)}/v2.0/adminconsent`)
  url.searchParams.set('client_id', place.tenant.clientId)
  url.searchParams.set('scope', defaultScope(place))
  url.searchParams.set('redirect_uri', 'http://localhost')
  return url.href
}

export function msalConfiguration(
  place: SignInPlace,
  parts: { readonly cache: ICachePlugin; readonly network: MsalNetwork; readonly logger: Logger },
): Configuration {
  const authority = authorityOf(place)
  return {
    auth: {
      clientId: place.tenant.clientId,
      authority,
      ...(place.authority === null ? {} : { knownAuthorities: [new URL(authority).host] }),
      // Microsoft: says that this client understands claims challenges; without it Graph's tokens cannot be recalled.
      clientCapabilities: ['CP1'],
    },
    cache: { cachePlugin: parts.cache },
    system: {
      networkClient: parts.network,
      loggerOptions: {
        // 1 is "warning". What it calls personal stays out, and tokens are in neither.
        logLevel: 1,
        piiLoggingEnabled: false,
        loggerCallback: (_level, message, containsPii) => {
          if (!containsPii) parts.logger.debug({ message }, 'msal')
        },
      },
    },
    telemetry: { application: { appName: 'Slipway', appVersion: '1' } },
  }
}

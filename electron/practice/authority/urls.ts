import type { Tenant } from '../tenant/tenant.ts'

/** Address of the authority for this tenant, as clients are told it: no slash at the end. */
export function authorityUrl({ addresses, world }: Tenant): string {
  return `${addresses.authority}/${world.tenantId}`
}

/** Where a person types the code that a device shows. */
export function deviceLoginUrl({ addresses }: Tenant): string {
  return `${addresses.authority}/common/oauth2/deviceauth`
}

/** OpenID Connect Discovery 1.0, with the members Entra adds. */
export function openIdConfiguration(tenant: Tenant): object {
  const base = authorityUrl(tenant)
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    request_uri_parameter_supported: false,
    code_challenge_methods_supported: ['S256'],
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: false,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver'],
    tenant_region_scope: null,
    cloud_instance_name: new URL(base).host,
    msgraph_host: new URL(tenant.addresses.graph).host,
  }
}

/** Which hosts stand for the same cloud: here one host, this one. */
export function instanceDiscovery(tenant: Tenant): object {
  const { host } = new URL(tenant.addresses.authority)
  return {
    tenant_discovery_endpoint: `${authorityUrl(tenant)}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  }
}

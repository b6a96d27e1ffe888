import { z } from 'zod'
import { randomBytes, sha256 } from '../../lib/crypto.ts'
import { httpRequest } from '../../lib/http.ts'
import { authorityUrl } from '../authority/urls.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { personOfIdToken } from './id-token.ts'
import type { PortalPerson } from './id-token.ts'

/** A website that has people sign in at the practice authority, only to know who they are. */
export type WebClient = { readonly clientId: string; readonly redirectUri: string }

/** What a sign-in under way must remember until the person comes back. */
export type BegunSignIn = { readonly verifier: string; readonly nonce: string }

/** Authorization code with PKCE (RFC 7636). @returns where the person's browser goes, and by which `state` it returns */
export function beginSignIn(
  tenant: Tenant,
  { clientId, redirectUri }: WebClient,
): BegunSignIn & { readonly url: string; readonly state: string } {
  const random = (length: number): string => randomBytes(length).toString('base64url')
  const [state, nonce, verifier] = [random(16), random(16), random(32)]
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid profile',
    code_challenge: sha256(verifier).toString('base64url'),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return { url: `${authorityUrl(tenant)}/oauth2/v2.0/authorize?${query.toString()}`, state, nonce, verifier }
}

const tokens = z.object({ id_token: z.string() })

/** Who signed in; null when the code is not good. */
export async function redeemCode(
  tenant: Tenant,
  { clientId, redirectUri }: WebClient,
  code: string,
  { verifier, nonce }: BegunSignIn,
): Promise<PortalPerson | null> {
  const answer = await httpRequest({
    method: 'POST',
    url: `${authorityUrl(tenant)}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: clientId,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }).toString(),
    caPems: [tenant.world.root.certificatePem],
  })
  if (answer.status !== 200) return null
  return personOfIdToken(tenant, tokens.parse(JSON.parse(answer.body.toString('utf8'))).id_token, nonce, clientId)
}

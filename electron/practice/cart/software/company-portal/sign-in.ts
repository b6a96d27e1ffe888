import { z } from 'zod'
import { randomBytes, sha256 } from '../../../../lib/crypto.ts'
import { transactionError } from '../device-error.ts'
import { deviceRequest } from '../device-http.ts'
import { askPerson } from '../running.ts'
import type { Running } from '../running.ts'
import type { PortalSite } from '../software.ts'
import type { Browser } from '../browser.ts'
import { portalRoots } from './portal-roots.ts'

/** The app's own registration and address, built into it. */
const clientId = 'c0a9a117-0000-4000-8000-51199a7ac71c'
const redirectUri = 'msauth.practice.companyportal://auth'
const tokenAnswer = z.object({ id_token: z.string() })

/**
 * Signs in at the organization's authority by authorization code (RFC 7636 protects it). The person types; who is signed
 * in in the browser already is not asked.
 * @param trouble what the app says above the fields
 * @returns an ID token, or null when the person gave up
 * @throws DeviceError when the authority cannot be reached or answers with something else
 */
export async function signIn(
  running: Running,
  site: PortalSite,
  browser: Browser,
  trouble: string,
): Promise<string | null> {
  const [verifier, state] = [randomBytes(32).toString('base64url'), randomBytes(16).toString('base64url')]
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid profile',
    code_challenge: sha256(verifier).toString('base64url'),
    code_challenge_method: 'S256',
    state,
  })
  await browser.open(`${site.authority}/oauth2/v2.0/authorize?${query.toString()}`)
  if (!(await walk(running, browser, trouble))) return null
  const answer = browser.handedOver?.searchParams
  if (answer?.get('state') !== state) throw transactionError(23001, 'The sign-in came back for another question.')
  return redeem(running, site, answer.get('code') ?? '', verifier)
}

/** Through the pages of the sign-in, until it leads back to whoever asked. False: the person cancelled. */
export async function walk(
  running: Running,
  browser: Browser,
  trouble: string,
  kind: 'portal:signIn' | 'signIn' = 'portal:signIn',
): Promise<boolean> {
  let typed: { readonly userName: string; readonly password: string } | null = null
  let message = trouble
  while (browser.handedOver === null) {
    const fields = browser.fields()
    const asks = fields.includes('password') ? 'password' : fields.includes('upn') ? 'upn' : null
    if (asks === null) return true
    const problem = browser.problem()
    if (typed === null || problem !== '') {
      if (problem !== '') message = problem
      const answer = await askPerson(running, kind, { message, wrong: problem !== '' })
      running.power.throwIfAborted()
      if (answer.kind === 'refuse') return false
      typed = { userName: answer.input['userName'] ?? '', password: answer.input['password'] ?? '' }
    }
    await browser.submit(asks === 'password' ? { password: typed.password } : { upn: typed.userName })
  }
  return true
}

async function redeem(running: Running, site: PortalSite, code: string, verifier: string): Promise<string> {
  const form = new URLSearchParams({
    client_id: clientId,
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  })
  const answer = await deviceRequest(running, {
    method: 'POST',
    url: `${site.authority}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(form.toString()),
    roots: portalRoots(running, site),
    timeoutMs: 60_000,
  })
  if (answer.status !== 200) throw transactionError(23001, `The sign-in answered with status ${answer.status}.`)
  return tokenAnswer.parse(JSON.parse(answer.body.toString('utf8'))).id_token
}

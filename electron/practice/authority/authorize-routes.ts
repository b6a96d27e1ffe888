import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Tenant } from '../tenant/tenant.ts'
import { checkAuthorizeRequest, readAuthorizeRequest } from './authorize-request.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import { forgetBrowser, knownPeople, refuseToApplication, showPage, showTrouble, textFor } from './browser.ts'
import { EntraError } from './entra-error.ts'
import { formOf, queryOf } from './form.ts'
import { continueVisit } from './login-routes.ts'
import { deviceCodePage, messagePage } from './pages/pages.ts'
import { findRegistration, isRegisteredRedirect } from './registrations.ts'
import { readScopes } from './scopes.ts'
import type { Visit } from './state.ts'
import { nextStep, startVisit } from './visit.ts'

/** Everything a person's browser asks for before there is a visit. */
export function addAuthorizeRoutes(server: FastifyInstance, tenant: Tenant): void {
  server.get('/:tenant/oauth2/v2.0/authorize', (request, reply) => authorize(tenant, request, reply, queryOf(request)))
  server.post('/:tenant/oauth2/v2.0/authorize', (request, reply) => authorize(tenant, request, reply, formOf(request)))
  for (const path of ['/common/oauth2/deviceauth', '/devicelogin']) {
    server.get(path, (request, reply) => {
      const input = { text: textFor(request), visitId: '', problem: null, known: [], hint: '' }
      return showPage(request, reply, deviceCodePage(input))
    })
  }
  for (const path of ['/:tenant/v2.0/adminconsent', '/:tenant/adminconsent']) {
    server.get(path, (request, reply) => adminConsent(tenant, request, reply))
  }
  server.get('/:tenant/oauth2/v2.0/logout', async (request, reply) => {
    forgetBrowser(tenant, request)
    const { t } = textFor(request)
    return showPage(request, reply, messagePage(t('authority:signedOutTitle'), t('authority:signedOut')))
  })
}

type Parameters = Readonly<Record<string, string>>

async function authorize(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  parameters: Parameters,
): Promise<FastifyReply> {
  let asked: AuthorizeRequest
  try {
    asked = readAuthorizeRequest(parameters)
    const registration = await findRegistration(tenant, asked.clientId)
    if (!isRegisteredRedirect(registration, asked.redirectUri)) {
      const what = `The redirect URI '${asked.redirectUri.slice(0, 300)}' specified in the request does not match the redirect URIs configured for the application '${asked.clientId}'.`
      throw new EntraError('invalid_request', 50011, what)
    }
  } catch (error) {
    if (error instanceof EntraError) return showTrouble(tenant, request, reply, error)
    throw error
  }
  try {
    checkAuthorizeRequest(parameters)
    readScopes(asked.scopes.join(' '), tenant.addresses.graph)
    return await begin(tenant, request, reply, asked)
  } catch (error) {
    if (error instanceof EntraError) return refuseToApplication(tenant, request, reply, asked, error)
    throw error
  }
}

async function begin(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AuthorizeRequest,
): Promise<FastifyReply> {
  const visit: Visit = {
    goal: { kind: 'redirect', request: asked },
    ...whoIsMeant(tenant, request, asked),
    confirmed: true,
  }
  const step = await nextStep(tenant, visit)
  if (asked.prompt === 'none' && step.kind !== 'done') throw interactionNeeded(step.kind)
  return continueVisit(tenant, request, reply, startVisit(tenant, visit), visit)
}

/** One person who is signed in already, unless the application wants to be asked; a hint names whom to ask for. */
function whoIsMeant(
  tenant: Tenant,
  request: FastifyRequest,
  asked: AuthorizeRequest,
): Pick<Visit, 'upn' | 'knowsPassword' | 'contexts'> {
  const nobody = { upn: null, knowsPassword: false, contexts: [] }
  if (asked.prompt === 'select_account') return nobody
  if (asked.prompt === 'login') return { ...nobody, upn: asked.loginHint }
  const known = knownPeople(tenant, request)
  const hinted = known.find(({ upn }) => upn.toLowerCase() === asked.loginHint?.toLowerCase())
  const only = asked.loginHint === null && known.length === 1 ? known[0] : undefined
  const person = hinted ?? only
  return person === undefined ? { ...nobody, upn: asked.loginHint } : { ...person, knowsPassword: true }
}

function interactionNeeded(step: string): EntraError {
  if (step === 'account' || step === 'password') {
    const what = 'Session information is not sufficient for single-sign-on.'
    return new EntraError('login_required', 50058, what)
  }
  if (step === 'consent' || step === 'adminNeeded') {
    const what = 'The user or administrator has not consented to use the application.'
    return new EntraError('consent_required', 65001, what)
  }
  return new EntraError('interaction_required', 50076, 'Multi-factor authentication is required.')
}

/** The link an administrator is sent: whoever is signed in here as one grants all that is registered. */
async function adminConsent(tenant: Tenant, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const parameters = queryOf(request)
  try {
    const registration = await findRegistration(tenant, parameters['client_id'] ?? '')
    const asked: AuthorizeRequest = {
      clientId: registration.clientId,
      redirectUri: parameters['redirect_uri'] ?? registration.redirectUris[0] ?? '',
      responseMode: 'query',
      scopes: (parameters['scope'] ?? '.default').split(' '),
      state: parameters['state'] ?? null,
      nonce: null,
      challenge: null,
      prompt: 'consent',
      loginHint: null,
      claims: null,
      wantsClientInfo: false,
    }
    if (!isRegisteredRedirect(registration, asked.redirectUri)) {
      throw new EntraError('invalid_request', 50011, 'The redirect URI does not match those of the application.')
    }
    readScopes(asked.scopes.join(' '), tenant.addresses.graph)
    const visit: Visit = {
      goal: { kind: 'adminConsent', answers: parameters['redirect_uri'] !== undefined, request: asked },
      ...whoIsMeant(tenant, request, asked),
      confirmed: true,
    }
    return await continueVisit(tenant, request, reply, startVisit(tenant, visit), visit)
  } catch (error) {
    if (error instanceof EntraError) return showTrouble(tenant, request, reply, error)
    throw error
  }
}

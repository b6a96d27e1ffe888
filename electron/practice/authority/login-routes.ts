import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Tenant } from '../tenant/tenant.ts'
import {
  knownPeople,
  refuseToApplication,
  rememberPerson,
  returnToApplication,
  showPage,
  showTrouble,
  textFor,
} from './browser.ts'
import { EntraError } from './entra-error.ts'
import { formOf } from './form.ts'
import { findPerson, isPassword } from './people.ts'
import { deviceCodePage, messagePage, practiceSecondFactor, stepPage } from './pages/pages.ts'
import { addConsent, findRegistration } from './registrations.ts'
import { authorityState } from './state.ts'
import type { Visit } from './state.ts'
import type { Form } from './token-endpoint.ts'
import { approveDevice, declineDevice, grantCode, lackingContexts, nextStep, startVisit } from './visit.ts'

/** `POST /login`: each page of a sign-in comes back here, with the visit it belongs to. */
export function addLoginRoutes(server: FastifyInstance, tenant: Tenant): void {
  server.post('/login', async (request, reply) => {
    const form = formOf(request)
    const { visits } = authorityState(tenant)
    const id = form['visit'] ?? ''
    if (form['step'] === 'device') return takeUserCode(tenant, request, reply, form)
    const visit = visits.get(id)
    const { t } = textFor(request)
    if (visit === undefined) {
      return showPage(request, reply, messagePage(t('authority:troubleTitle'), t('authority:expired')), 400)
    }
    try {
      const turn = await takeTurn(tenant, request, visit, form)
      if (turn.kind === 'go') {
        visits.replace(id, turn.visit)
        return await continueVisit(tenant, request, reply, id, turn.visit, turn.problem)
      }
      visits.delete(id)
      return await leave(tenant, request, reply, visit, turn.error)
    } catch (error) {
      if (error instanceof EntraError) return showTrouble(tenant, request, reply, error)
      throw error
    }
  })
}

type Turn =
  | { readonly kind: 'go'; readonly visit: Visit; readonly problem: string | null }
  | { readonly kind: 'leave'; readonly error: EntraError }

/** What one form changes. A form of another page than the one that is due changes nothing. */
async function takeTurn(tenant: Tenant, request: FastifyRequest, visit: Visit, form: Form): Promise<Turn> {
  const { t } = textFor(request)
  const step = await nextStep(tenant, visit)
  const go = (changed: Visit, problem: string | null = null): Turn => ({ kind: 'go', visit: changed, problem })
  if (form['step'] !== step.kind) return go(visit)
  const no = form['answer'] !== 'yes'
  switch (step.kind) {
    case 'account': {
      const known = knownPeople(tenant, request).find(({ upn }) => upn === form['known'])
      if (known !== undefined) return go({ ...visit, ...known, knowsPassword: true })
      const person = await findPerson(tenant, form['upn']?.trim() ?? '')
      return person === null ? go(visit, t('authority:account.unknown')) : go({ ...visit, upn: person.upn })
    }
    case 'password': {
      const right = await isPassword(tenant, step.upn, form['password'] ?? '')
      return right ? go({ ...visit, knowsPassword: true }) : go(visit, t('authority:password.wrong'))
    }
    case 'confirm':
      return no ? { kind: 'leave', error: declined() } : go({ ...visit, confirmed: true })
    case 'secondFactor': {
      if (form['code']?.trim() !== practiceSecondFactor) return go(visit, t('authority:secondFactor.wrong'))
      const person = await findPerson(tenant, step.upn)
      const shown = person === null ? [] : lackingContexts(visit, person)
      return go({ ...visit, contexts: [...visit.contexts, ...shown] })
    }
    case 'consent':
      if (no) return { kind: 'leave', error: declined() }
      await addConsent(tenant, step.registration.clientId, consentFor(visit, step.person.upn, form), step.scopes)
      // Asked once is enough, also for an application that always asks.
      return go({ ...visit, goal: { ...visit.goal, request: { ...visit.goal.request, prompt: null } } })
    case 'adminNeeded': {
      const what = 'Admin consent is required for the permissions requested by this application.'
      return { kind: 'leave', error: new EntraError('access_denied', 90094, what) }
    }
    case 'done':
      return go(visit)
  }
}

/** Shows the page that is due, or ends the visit when nothing is. */
export async function continueVisit(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  visitId: string,
  visit: Visit,
  problem: string | null = null,
): Promise<FastifyReply> {
  if (visit.goal.kind === 'device' && visit.knowsPassword && authorityState(tenant).settings.blockDeviceCode) {
    const what =
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.'
    return showTrouble(tenant, request, reply, new EntraError('access_denied', 53003, what))
  }
  const step = await nextStep(tenant, visit)
  if (step.kind !== 'done') {
    const known = knownPeople(tenant, request).map(({ upn }) => upn)
    const hint = visit.goal.request.loginHint ?? ''
    return showPage(request, reply, stepPage(step, { text: textFor(request), visitId, problem, known, hint }))
  }
  authorityState(tenant).visits.delete(visitId)
  rememberPerson(tenant, request, reply, visit)
  if (visit.goal.kind === 'redirect') {
    return returnToApplication(request, reply, visit.goal.request, await grantCode(tenant, visit, step.person))
  }
  if (visit.goal.kind === 'adminConsent') return showConsent(tenant, request, reply, visit.goal)
  await approveDevice(tenant, visit, step.person)
  return showDeviceEnd(tenant, request, reply, visit, 'done')
}

function consentFor(visit: Visit, upn: string, form: Form): string {
  return visit.goal.kind === 'adminConsent' || form['everybody'] === 'yes' ? '*' : upn
}

async function showConsent(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  { answers, request: asked }: Visit['goal'] & { readonly kind: 'adminConsent' },
): Promise<FastifyReply> {
  if (answers) {
    const state = asked.state === null ? {} : { state: asked.state }
    const answer = { admin_consent: 'True', tenant: tenant.world.tenantId, ...state }
    return returnToApplication(request, reply, asked, answer)
  }
  const { t } = textFor(request)
  const { name } = await findRegistration(tenant, asked.clientId)
  return showPage(request, reply, messagePage(t('authority:consentedTitle'), t('authority:consented', { name })))
}

async function leave(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  error: EntraError,
): Promise<FastifyReply> {
  if (visit.goal.kind !== 'device') return refuseToApplication(tenant, request, reply, visit.goal.request, error)
  declineDevice(tenant, visit)
  return showDeviceEnd(tenant, request, reply, visit, 'declined')
}

async function showDeviceEnd(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  end: 'done' | 'declined',
): Promise<FastifyReply> {
  const { t } = textFor(request)
  const { name } = await findRegistration(tenant, visit.goal.request.clientId)
  const title = t(end === 'done' ? 'authority:device.doneTitle' : 'authority:device.declinedTitle')
  return showPage(request, reply, messagePage(title, t(`authority:device.${end}`, { name })))
}

/** A person typed the code that a device shows; the page after it is that of any sign-in. */
async function takeUserCode(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
): Promise<FastifyReply> {
  const { devices } = authorityState(tenant)
  const typed = (form['userCode'] ?? '').replaceAll(/[\s-]/g, '').toUpperCase()
  const now = tenant.clock.now()
  const found = devices.find((grant) => grant.userCode === typed && grant.state === 'pending' && grant.expiresAt > now)
  const text = textFor(request)
  if (found === undefined) {
    const problem = text.t('authority:device.unknown')
    return showPage(request, reply, deviceCodePage({ text, visitId: '', problem, known: [], hint: '' }))
  }
  const [deviceCode, grant] = found
  const visit: Visit = {
    goal: {
      kind: 'device',
      deviceCode,
      request: {
        clientId: grant.clientId,
        redirectUri: '',
        responseMode: 'query',
        scopes: grant.scopes,
        state: null,
        nonce: null,
        challenge: null,
        prompt: null,
        loginHint: null,
        claims: grant.claims,
        wantsClientInfo: true,
      },
    },
    upn: null,
    knowsPassword: false,
    contexts: [],
    confirmed: false,
  }
  return continueVisit(tenant, request, reply, startVisit(tenant, visit), visit)
}

function declined(): EntraError {
  return new EntraError('access_denied', 65004, 'The resource owner or authorization server denied the request.')
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { showPage, textFor } from '../authority/browser.ts'
import { formOf, queryOf } from '../authority/form.ts'
import { html } from '../authority/pages/html.ts'
import { messagePage } from '../authority/pages/pages.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { devicesFor, finishFor } from './devices.ts'
import type { PortalPerson } from './id-token.ts'
import { enrollFromPortal, writePortalProfile } from './standard-enrollment.ts'
import { visitorOf } from './site-sign-in.ts'
import { portalState } from './state.ts'
import type { Ticket } from './state.ts'

/** Leads from the website back into the app. */
export const appScheme = 'companyportal:'
const configurationType = 'application/x-apple-aspen-config'

/** The website, for a person with a browser: on the device, or anywhere. */
export function addSite(server: FastifyInstance, tenant: Tenant): void {
  server.get('/', (request, reply) => home(tenant, request, reply))
  server.get('/finish', (request, reply) =>
    errand(tenant, request, reply, queryOf(request)['ticket'], (id) => finishPage(request, reply, id)),
  )
  server.post('/finish', (request, reply) =>
    errand(tenant, request, reply, formOf(request)['ticket'], (id, ticket, person) =>
      finish(tenant, request, reply, { id, ticket, person }),
    ),
  )
  server.get('/enroll', (request, reply) =>
    errand(tenant, request, reply, queryOf(request)['ticket'], (id) => enrollPage(request, reply, id)),
  )
  server.get('/enroll/profile', (request, reply) =>
    errand(tenant, request, reply, queryOf(request)['ticket'], (id) =>
      reply.type(configurationType).send(writePortalProfile(tenant, id)),
    ),
  )
  server.post('/enroll/report', async (request, reply) => {
    const answer = await enrollFromPortal(tenant, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    const outcome = answer.kind === 'refused' ? answer.refused.code : answer.kind
    const at = tenant.clock.now()
    tenant.observed.record({ at, channel: 'portal', what: 'report', serial: answer.serial, outcome })
    if (answer.kind === 'profile') return reply.type(configurationType).send(answer.bytes)
    const refused = answer.kind === 'refused' ? answer.refused : null
    return reply.code(403).send({ code: refused?.code ?? '', message: refused?.message ?? '' })
  })
}

/** Runs with the ticket of the signed-in person; any other errand is none of theirs. */
async function errand(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string | undefined,
  run: (id: string, ticket: Ticket, person: PortalPerson) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const person = await visitorOf(tenant, request, reply)
  if (person === null) return reply
  const ticket = portalState(tenant).tickets.get(id ?? '')
  if (id !== undefined && ticket?.upn === person.upn) return run(id, ticket, person)
  const { t } = textFor(request)
  return showPage(request, reply, messagePage(t('portal:expiredTitle'), t('portal:expired')), 403)
}

async function home(tenant: Tenant, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await visitorOf(tenant, request, reply)
  if (person === null) return reply
  const { t } = textFor(request)
  const devices = await devicesFor(tenant, person, null)
  const rows = devices.map(
    ({ name, model, registered }) =>
      html`<li>${name} (${model}): ${t(registered ? 'portal:site.ready' : 'portal:site.waiting')}</li>`,
  )
  const list = html`<ul>
    ${rows}
  </ul>`
  return showPage(request, reply, {
    title: t('portal:site.title', { name: person.displayName }),
    content: html`<p>${t('portal:site.about')}</p>
      ${rows.length === 0 ? html`<p>${t('portal:site.none')}</p>` : list}`,
  })
}

function finishPage(request: FastifyRequest, reply: FastifyReply, ticket: string): FastifyReply {
  const { t } = textFor(request)
  return showPage(request, reply, {
    title: t('portal:finish.title'),
    content: html`<p>${t('portal:finish.text')}</p>
      <form method="post" action="/finish">
        <input type="hidden" name="ticket" value="${ticket}" />
        <button>${t('portal:finish.button')}</button>
      </form>`,
  })
}

async function finish(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, ticket, person }: { readonly id: string; readonly ticket: Ticket; readonly person: PortalPerson },
): Promise<FastifyReply> {
  const { t } = textFor(request)
  const done = ticket.deviceId !== null && (await finishFor(tenant, person, ticket.deviceId))
  if (!done) return showPage(request, reply, messagePage(t('portal:expiredTitle'), t('portal:expired')), 403)
  portalState(tenant).tickets.replace(id, { ...ticket, finished: true })
  return showPage(request, reply, {
    title: t('portal:return.title'),
    content: html`<p>${t('portal:return.text')}</p>
      <p><a href="${appScheme}//finished?ticket=${id}">${t('portal:return.link')}</a></p>`,
  })
}

function enrollPage(request: FastifyRequest, reply: FastifyReply, ticket: string): FastifyReply {
  const { t } = textFor(request)
  return showPage(request, reply, {
    title: t('portal:enroll.title'),
    content: html`<p>${t('portal:enroll.text')}</p>
      <p><a href="/enroll/profile?ticket=${ticket}">${t('portal:enroll.download')}</a></p>
      <p><a href="${appScheme}//enrolling?ticket=${ticket}">${t('portal:return.link')}</a></p>`,
  })
}

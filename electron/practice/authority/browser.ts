import type { FastifyReply, FastifyRequest } from 'fastify'
import { pickLanguage } from '../../../src-shared/i18n/languages.ts'
import type { Language } from '../../../src-shared/i18n/languages.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { randomBytes } from '../../lib/crypto.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import { errorBody } from './entra-error.ts'
import type { EntraError } from './entra-error.ts'
import { messagePage } from './pages/pages.ts'
import type { Page } from './pages/pages.ts'
import { renderFormPost, renderPage } from './pages/shell.ts'
import type { Rendered } from './pages/shell.ts'
import { authorityState } from './state.ts'
import type { Visit } from './state.ts'
import { browserMs } from './visit.ts'

const cookieName = 'PRACTICE-SESSION'
const translators = new Map<Language, Translator>()

/** The language of the person's browser. */
export function textFor(request: FastifyRequest): Translator {
  const wanted = (request.headers['accept-language'] ?? '').split(',').map((part) => part.trim().split(';')[0])
  const language = pickLanguage(wanted)
  const known = translators.get(language) ?? createTranslator(language)
  translators.set(language, known)
  return known
}

export function showPage(request: FastifyRequest, reply: FastifyReply, page: Page, status = 200): FastifyReply {
  const text = textFor(request)
  return send(reply, renderPage(page, text.language, text.t('authority:mark')), status)
}

function send(reply: FastifyReply, { body, policy }: Rendered, status: number): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('content-security-policy', policy).send(body)
}

/** What must not go back to any application: it may not be the one it says it is. */
export function showTrouble(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  error: EntraError,
): FastifyReply {
  const { t } = textFor(request)
  const occasion = { at: tenant.clock.now(), correlationId: undefined, baseUrl: tenant.addresses.authority }
  const { error_description: detail } = errorBody(error, occasion)
  return showPage(request, reply, messagePage(t('authority:troubleTitle'), error.message, detail), 400)
}

/** Sends the outcome to the application, in the way it asked for. */
export function returnToApplication(
  request: FastifyRequest,
  reply: FastifyReply,
  to: AuthorizeRequest,
  answer: Readonly<Record<string, string>>,
): FastifyReply {
  if (to.responseMode === 'form_post') {
    const { t, language } = textFor(request)
    const page = {
      title: t('authority:signIn'),
      button: t('authority:sendAnswer'),
      language,
      mark: t('authority:mark'),
    }
    return send(reply, renderFormPost(to, answer, page), 200)
  }
  const url = new URL(to.redirectUri)
  const parameters = new URLSearchParams(answer)
  if (to.responseMode === 'fragment') url.hash = parameters.toString()
  else for (const [name, value] of parameters) url.searchParams.set(name, value)
  return reply.redirect(url.href, 302)
}

/** RFC 6749, 4.1.2.1: refusals that the application may hear. */
export function refuseToApplication(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  to: AuthorizeRequest,
  error: EntraError,
): FastifyReply {
  const occasion = { at: tenant.clock.now(), correlationId: undefined, baseUrl: tenant.addresses.authority }
  const { error: code, error_description: description, suberror, error_uri: uri } = errorBody(error, occasion)
  return returnToApplication(request, reply, to, {
    error: code,
    error_description: description,
    error_uri: uri,
    ...(suberror === undefined ? {} : { error_subcode: suberror, suberror }),
    ...(to.state === null ? {} : { state: to.state }),
  })
}

type KnownPerson = { readonly upn: string; readonly contexts: readonly string[] }

/** Who is signed in in this browser. */
export function knownPeople(tenant: Tenant, request: FastifyRequest): readonly KnownPerson[] {
  return authorityState(tenant).browsers.get(cookieOf(request) ?? '') ?? []
}

/** Remembers a person in this browser, with what they have shown. */
export function rememberPerson(tenant: Tenant, request: FastifyRequest, reply: FastifyReply, visit: Visit): void {
  const { upn, contexts } = visit
  if (upn === null) return
  const { browsers } = authorityState(tenant)
  const others = knownPeople(tenant, request).filter((one) => one.upn !== upn)
  const id = randomBytes(24).toString('base64url')
  browsers.delete(cookieOf(request) ?? '')
  browsers.put(id, [...others, { upn, contexts }], tenant.clock.now() + browserMs)
  void reply.header('set-cookie', `${cookieName}=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`)
}

export function forgetBrowser(tenant: Tenant, request: FastifyRequest): void {
  authorityState(tenant).browsers.delete(cookieOf(request) ?? '')
}

function cookieOf(request: FastifyRequest): string | undefined {
  return new RegExp(`(?:^|; )${cookieName}=([\\w-]{1,100})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1]
}

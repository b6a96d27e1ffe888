import type { FastifyInstance, FastifyReply } from 'fastify'
import { usableApns } from '../apns.ts'
import { queryOf } from '../../authority/form.ts'
import { pemToDer } from '../../../pki/pem.ts'
import type { Tenant } from '../tenant.ts'
import { enrollDirectly } from './direct-route.ts'
import { writeTrustProfile } from './enrollment-profile.ts'
import type { EnrollmentAnswer } from './setup-assistant-route.ts'
import { enrollFromSetupAssistant } from './setup-assistant-route.ts'
import { beginWebSignIn, finishWebSignIn } from './web-sign-in.ts'

const configurationType = 'application/x-apple-aspen-config'

/** What stands behind the profile URL and the exported file. */
export function addEnrollmentRoutes(server: FastifyInstance, tenant: Tenant): void {
  const observe = (what: string, serial: string | null, outcome: string) =>
    tenant.observed.record({ at: tenant.clock.now(), channel: 'enrollment', what, serial, outcome })

  server.get<{ Querystring: Record<string, unknown> }>('/EnrollmentServer/MDMServiceConfig', async (request, reply) => {
    const { id, AADTenantId: tenantId } = request.query
    const known = id === tenant.world.accountId && (tenantId === undefined || tenantId === tenant.world.tenantId)
    const problem = known
      ? await noPushCertificate(tenant)
      : { status: 404, code: 'practice.wrongAccount', message: 'No such account.' }
    observe('MDMServiceConfig', null, problem === null ? 'ok' : problem.code)
    if (problem !== null) return json(reply, problem.status, { code: problem.code, message: problem.message })
    return json(reply, 200, serviceConfiguration(tenant))
  })

  server.get('/EnrollmentServer/AnchorCertificates', async (_request, reply) => {
    observe('AnchorCertificates', null, 'ok')
    if (!tenant.switches.publicCertificate) {
      return json(reply, 200, [pemToDer(tenant.world.root.certificatePem).toString('base64')])
    }
    return tenant.switches.emptyAnchors === 'list' ? json(reply, 200, []) : reply.code(200).send('')
  })

  server.get('/EnrollmentServer/TrustProfile', async (_request, reply) => {
    observe('TrustProfile', null, 'ok')
    return reply.type(configurationType).send(writeTrustProfile(tenant))
  })

  server.post('/EnrollmentServer/DeviceEnrollment', async (request, reply) => {
    const answer = await enrollFromSetupAssistant(tenant, bytesOf(request.body), request.headers.authorization)
    observe('DeviceEnrollment', answer.serial, outcomeOf(answer))
    return send(reply, answer)
  })

  server.get('/EnrollmentServer/WebSignIn', async (request, reply) => {
    const info = request.headers['x-apple-aspen-deviceinfo']
    const answer = await beginWebSignIn(tenant, typeof info === 'string' ? info : undefined)
    observe('WebSignIn', answer.serial, answer.kind === 'refused' ? answer.refused.code : answer.kind)
    return answer.kind === 'redirect' ? reply.redirect(answer.url, 302) : send(reply, answer)
  })

  server.get('/EnrollmentServer/WebSignedIn', async (request, reply) => {
    const { state = '', code = '' } = queryOf(request)
    const answer = await finishWebSignIn(tenant, state, code)
    observe('WebSignedIn', answer.serial, outcomeOf(answer))
    return send(reply, answer)
  })

  server.post('/StatelessIOSEnrollmentService/DeviceEnrollment/ReportDeviceInfo2', async (request, reply) => {
    const answer = await enrollDirectly(tenant, bytesOf(request.body))
    observe('ReportDeviceInfo2', answer.serial, outcomeOf(answer))
    return send(reply, answer)
  })
}

async function noPushCertificate(tenant: Tenant): Promise<{ status: number; code: string; message: string } | null> {
  if ((await usableApns(tenant)) !== null) return null
  const message = 'The organization has no valid Apple MDM push certificate.'
  return { status: 403, code: 'practice.noPushCertificate', message }
}

function serviceConfiguration(tenant: Tenant): Readonly<Record<string, string>> {
  const base = `${tenant.addresses.device}/EnrollmentServer`
  return {
    dep_enrollment_url: `${base}/DeviceEnrollment?id=${tenant.world.accountId}`,
    dep_anchor_certs_url: `${base}/AnchorCertificates`,
    ...(tenant.switches.publicCertificate ? {} : { trust_profile_url: `${base}/TrustProfile` }),
  }
}

function send(reply: FastifyReply, answer: EnrollmentAnswer): FastifyReply {
  if (answer.kind === 'profile') return reply.type(configurationType).send(answer.bytes)
  if (answer.kind === 'signIn') {
    return reply
      .code(401)
      .header('www-authenticate', 'Basic realm="Contoso Practice"')
      .type('text/plain')
      .send(answer.prompt)
  }
  return json(reply, 403, { code: answer.refused.code, message: answer.refused.message })
}

function outcomeOf(answer: EnrollmentAnswer): string {
  return answer.kind === 'refused' ? answer.refused.code : answer.kind
}

/** The character set is spelled as Apple's documentation of this service spells it. */
function json(reply: FastifyReply, status: number, body: object): FastifyReply {
  return reply.code(status).header('content-type', 'application/json; charset=UTF8').send(JSON.stringify(body))
}

export function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}

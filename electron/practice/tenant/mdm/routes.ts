import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../../src-shared/errors.ts'
import { readPlistDict } from '../../../apple/plist/read.ts'
import { stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { bytesOf } from '../enrolment/service-routes.ts'
import type { Tenant } from '../tenant.ts'
import { checkIn } from './check-in.ts'
import { identifySigner } from './message-identity.ts'
import type { Signer } from './message-identity.ts'
import { answerPoll } from './poll.ts'

const limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32, maxValues: 100_000 }

type Received = { readonly message: PlistDict; readonly signer: Signer }

/**
 * CheckInURL and ServerURL. Content types are not judged: independent clients send none. 401 is never answered, as it
 * would end the management; a device this tenant does not manage hears 403 `com.apple.unrecognized.device`.
 */
export function addMdmRoutes(server: FastifyInstance, tenant: Tenant): void {
  server.put('/mdm/checkin', async (request, reply) => {
    const received = await receive(tenant, request)
    if (typeof received === 'string') return refuse(tenant, reply, 'check-in', null, received)
    const what = stringAt(received.message, 'MessageType') ?? 'check-in'
    const outcome = await checkIn(tenant, received.message, received.signer)
    if (outcome !== 'accepted') return refuse(tenant, reply, what, received.signer, outcome)
    observe(tenant, what, received.signer, 'ok')
    return reply.code(200).send()
  })
  server.put('/mdm/server', async (request, reply) => {
    const received = await receive(tenant, request)
    if (typeof received === 'string') return refuse(tenant, reply, 'poll', null, received)
    const what = stringAt(received.message, 'Status') ?? 'poll'
    const outcome = await answerPoll(tenant, received.message, received.signer)
    if (outcome.kind === 'empty') {
      observe(tenant, what, received.signer, 'empty')
      return reply.code(200).send()
    }
    if (outcome.kind !== 'command') return refuse(tenant, reply, what, received.signer, outcome.kind)
    observe(tenant, what, received.signer, outcome.requestType)
    return reply.code(200).type('application/xml').send(outcome.message)
  })
}

async function receive(tenant: Tenant, request: FastifyRequest): Promise<Received | string> {
  const body = bytesOf(request.body)
  const header = request.headers['mdm-signature']
  const signer = await identifySigner(tenant, Array.isArray(header) ? header[0] : header, body)
  if (typeof signer === 'string') return signer
  try {
    return { message: readPlistDict(body, limits), signer }
  } catch (error) {
    if (error instanceof AppError) return 'malformed'
    throw error
  }
}

const unrecognized = new Set(['unknownCertificate', 'notEnrolled', 'wrongCertificate', 'wrongDevice'])

function refuse(
  tenant: Tenant,
  reply: FastifyReply,
  what: string,
  signer: Signer | null,
  reason: string,
): FastifyReply {
  observe(tenant, what, signer, `refused: ${reason}`)
  if (!unrecognized.has(reason)) return reply.code(400).type('text/plain').send(reason)
  const body = { code: 'com.apple.unrecognized.device', description: 'This device is not managed here.' }
  return reply.code(403).type('application/json').send(JSON.stringify(body))
}

function observe(tenant: Tenant, what: string, signer: Signer | null, outcome: string): void {
  tenant.observed.record({
    at: tenant.clock.now(),
    channel: 'mdm',
    what,
    serial: signer?.session.serial ?? null,
    outcome,
  })
}

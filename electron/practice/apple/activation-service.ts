import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../../../src-shared/errors.ts'
import { randomBytes } from '../../lib/crypto.ts'
import type { Authority } from '../factory.ts'
import { activationRecord, handshakeReply, readActivationInfo, readSessionInfo } from './activation-record.ts'
import type { ActivationClaim } from './activation-record.ts'
import { readFormField } from './form-field.ts'

export type ActivationService = {
  readonly activationCa: Authority
  /** PEM of the authority that made the devices' built-in identities. */
  readonly deviceCaPem: string
  /** Serial numbers held by an owner's Apple Account; the device may also say so itself. */
  readonly locked: ReadonlySet<string>
  /** Whether the enrollment program holds a configuration for the device: its record says so. */
  readonly hasConfiguration: (serial: string) => Promise<boolean>
  readonly observe: (what: string, serial: string | null, outcome: string) => void
}

/** Sessions are short; a device that comes back after so many others starts again. */
const maxSessions = 10_000

/**
 * Apple's activation service in small: a handshake, then a record for exactly the device that began the session.
 * A locked device gets the page that asks for its owner instead, with status 200, as from Apple.
 */
export function addActivationRoutes(server: FastifyInstance, service: ActivationService): void {
  const issued = new Map<string, string>()

  server.post('/deviceservices/drmHandshake', async (request, reply) =>
    guarded(service, reply, 'drmHandshake', () => {
      const session = readSessionInfo(bytesOf(request.body))
      const serviceNonce = randomBytes(16)
      if (issued.size >= maxSessions) issued.clear()
      issued.set(serviceNonce.toString('hex'), session.udid)
      service.observe('drmHandshake', session.serial, 'ok')
      return reply.type('application/xml').send(handshakeReply(session, serviceNonce, service.activationCa))
    }),
  )

  server.post('/deviceservices/deviceActivation', async (request, reply) =>
    guarded(service, reply, 'deviceActivation', async () => {
      const field = readFormField(bytesOf(request.body), request.headers['content-type'] ?? '', 'activation-info')
      if (field === null) return refuse(service, reply, 'deviceActivation', 'no activation-info')
      const claim = readActivationInfo(field, service.deviceCaPem)
      const nonce = Buffer.from(claim.serviceNonce).toString('hex')
      const known = issued.get(nonce) === claim.udid
      issued.delete(nonce)
      if (!known) return refuse(service, reply, 'deviceActivation', 'unknown session')
      return answerClaim(service, reply, claim)
    }),
  )
}

async function answerClaim(
  service: ActivationService,
  reply: FastifyReply,
  claim: ActivationClaim,
): Promise<FastifyReply> {
  if (claim.activationLocked || service.locked.has(claim.serial)) {
    service.observe('deviceActivation', claim.serial, 'locked')
    return reply.type('application/x-buddyml').send(ownerPage)
  }
  service.observe('deviceActivation', claim.serial, 'activated')
  const configured = await service.hasConfiguration(claim.serial)
  return reply.type('text/xml').send(activationRecord(claim, service.activationCa, configured))
}

async function guarded(
  service: ActivationService,
  reply: FastifyReply,
  what: string,
  answer: () => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof AppError) return refuse(service, reply, what, error.code)
    throw error
  }
}

function refuse(service: ActivationService, reply: FastifyReply, what: string, reason: string): FastifyReply {
  service.observe(what, null, `refused: ${reason}`)
  return reply.code(400).type('text/plain').send('The activation request is not valid.')
}

const ownerPage =
  '<?xml version="1.0" encoding="UTF-8"?>\n<xmlui><page name="ActivationLock"><navigationBar title="Activation Lock"/>' +
  '<tableView><section footer="This practice device is linked to an Apple Account.">' +
  '<editableTextRow id="login" label="Apple Account"/><editableTextRow id="password" label="Password" secure="true"/>' +
  '</section></tableView></page></xmlui>\n'

function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}

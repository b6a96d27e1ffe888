import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Tenant } from '../tenant/tenant.ts'
import { admit, confirmSerial, devicesFor } from './devices.ts'
import { personOfIdToken } from './id-token.ts'
import type { PortalPerson } from './id-token.ts'
import { deviceOfRequest } from './own-device.ts'
import type { PortalDevice } from './own-device.ts'
import { PortalRefused } from './refusal.ts'
import { openTicket, portalState } from './state.ts'

type Call = {
  readonly tenant: Tenant
  readonly person: PortalPerson
  /** The device the app runs on; null when it is not managed. */
  readonly own: PortalDevice | null
  readonly body: unknown
}

const acts: Readonly<Record<string, (call: Call) => Promise<object>>> = { hello, confirm, enroll, status }

/** What the app asks: `POST /api/<act>` with an ID token as bearer, and signed by the management identity where there is one. */
export function addAppApi(server: FastifyInstance, tenant: Tenant): void {
  server.post<{ Params: { act: string } }>('/api/:act', async (request, reply) => {
    const { act } = request.params
    try {
      const run = Object.hasOwn(acts, act) ? acts[act] : undefined
      if (run === undefined) throw badRequest()
      const answer = await run(await received(tenant, request))
      return await reply.send(answer)
    } catch (error) {
      if (!(error instanceof PortalRefused)) throw error
      observe(tenant, act, error.code)
      return refuse(reply, error)
    }
  })
}

async function received(tenant: Tenant, request: FastifyRequest): Promise<Call> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const person = await personOfIdToken(tenant, token)
  if (person === null) throw new PortalRefused('portal.signInNeeded', 'Sign in with your work account.', 401)
  const header = request.headers['mdm-signature']
  const own = await deviceOfRequest(tenant, Array.isArray(header) ? header[0] : header, bytes)
  admit(tenant, person, own)
  return { tenant, person, own, body: parsed(bytes) }
}

/** Steps 4 and 5: who it is, and which devices they may mean. */
async function hello({ tenant, person, own }: Call): Promise<object> {
  const devices = await devicesFor(tenant, person, own)
  observe(tenant, 'hello', 'ok')
  return {
    displayName: person.displayName,
    devices: devices.map(({ row, name, model, registered }) => ({ id: row.id, name, model, registered })),
    newDevice: own === null,
  }
}

const confirmBody = z.object({ deviceId: z.string().max(100), lastFour: z.string().max(20) })

/** Step 6. The answer leads to the website. */
async function confirm({ tenant, person, own, body }: Call): Promise<object> {
  const wanted = confirmBody.safeParse(body)
  if (!wanted.success) throw badRequest()
  const { row } = await confirmSerial(tenant, person, own, wanted.data)
  const ticket = openTicket(tenant, { upn: person.upn, deviceId: row.id, finished: false })
  observe(tenant, 'confirm', 'ok')
  return { ticket, url: `${tenant.addresses.portal}/finish?ticket=${ticket}` }
}

/** "New device": the standard enrollment, by a profile from the website. */
async function enroll({ tenant, person, own }: Call): Promise<object> {
  if (own !== null) throw new PortalRefused('portal.alreadyManaged', 'This device is managed by your company already.')
  const ticket = openTicket(tenant, { upn: person.upn, deviceId: null, finished: false })
  observe(tenant, 'enroll', 'ok')
  return { ticket, url: `${tenant.addresses.portal}/enroll?ticket=${ticket}` }
}

const statusBody = z.object({ ticket: z.string().max(100) })

/** Step 8: whether the website is done with this errand. */
async function status({ tenant, person, own, body }: Call): Promise<object> {
  const wanted = statusBody.safeParse(body)
  const ticket = wanted.success ? portalState(tenant).tickets.get(wanted.data.ticket) : undefined
  if (ticket === undefined || ticket.upn !== person.upn) {
    throw new PortalRefused('portal.unknownTicket', 'This has taken too long. Start again.')
  }
  return { finished: ticket.finished || (ticket.deviceId === null && own?.upn === person.upn) }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw badRequest()
  }
}

function badRequest(): PortalRefused {
  return new PortalRefused('portal.badRequest', 'The request cannot be read.', 400)
}

function observe(tenant: Tenant, what: string, outcome: string): void {
  tenant.observed.record({ at: tenant.clock.now(), channel: 'portal', what, serial: null, outcome })
}

function refuse(reply: FastifyReply, refused: PortalRefused): FastifyReply {
  return reply.code(refused.status).send({ code: refused.code, message: refused.message })
}

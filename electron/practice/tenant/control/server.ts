import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { constantTimeEqual, sha256 } from '../../../lib/crypto.ts'
import { programActs, programReport } from '../../apple/dep/control.ts'
import { makeApns, storeApns } from '../apns.ts'
import { mintScepChallenge } from '../enrolment/session.ts'
import { allScopes } from '../graph/call.ts'
import { mintBearer } from '../graph/bearer.ts'
import { addPolicy } from '../graph/policy.ts'
import { doDueWork } from '../mdm/due.ts'
import { pushDevice } from '../mdm/push.ts'
import { switchesSchema } from '../switches.ts'
import type { Tenant } from '../tenant.ts'
import { authorityActs } from '../../authority/control-acts.ts'
import { act } from './act.ts'
import type { Act } from './act.ts'
import { attachPerson, fillSerials } from './acts.ts'
import { forcedFailureSchema } from './forced-failures.ts'
import { enrollmentsReport } from './report.ts'

const serials = z.strictObject({ serials: z.array(z.string()).min(1) })

/** What a test or a practice screen may do to the tenant: `POST /<name>` with a JSON body. */
const acts: Readonly<Record<string, Act>> = {
  ...authorityActs,
  switches: act(switchesSchema.partial(), (tenant, changes) => Object.assign(tenant.switches, changes)),
  fail: act(forcedFailureSchema, (tenant, failure) => (tenant.forced.add(failure), {})),
  'stop-failing': act(z.strictObject({}), (tenant) => (tenant.forced.clear(), {})),
  'advance-clock': act(z.strictObject({ ms: z.number().int().min(0) }), (tenant, { ms }) => {
    tenant.clock.advance(ms)
    return { now: new Date(tenant.clock.now()).toISOString() }
  }),
  'remove-apns': act(z.strictObject({}), async (tenant) => (await storeApns(tenant.db, null), {})),
  'renew-apns': act(
    z.strictObject({ days: z.number().int().min(1).max(3650).default(365) }),
    async (tenant, { days }) => {
      await storeApns(tenant.db, await makeApns(days, tenant.clock.now()))
      return {}
    },
  ),
  'lock-activation': act(serials, (tenant, input) => {
    for (const serial of input.serials) tenant.activationLocked.add(serial)
    return { locked: [...tenant.activationLocked] }
  }),
  'unlock-activation': act(serials, (tenant, input) => {
    for (const serial of input.serials) tenant.activationLocked.delete(serial)
    return { locked: [...tenant.activationLocked] }
  }),
  'fill-serials': act(
    z.strictObject({ count: z.number().int().min(1).max(80_000), prefix: z.string().default('TESTFILL') }),
    (tenant, { count, prefix }) => fillSerials(tenant, count, prefix),
  ),
  token: act(
    z.strictObject({
      kind: z.enum(['delegated', 'app']).default('delegated'),
      scopes: z.array(z.string()).default([...allScopes]),
      lifetimeMs: z.number().int().min(0).default(3_600_000),
    }),
    async (tenant, request) => ({ token: await mintBearer(tenant, request) }),
  ),
  'scep-challenge': act(z.strictObject({}), async (tenant) => ({
    challenge: await mintScepChallenge(tenant, null, 'lab'),
    url: `${tenant.addresses.scep}/scep`,
  })),
  'attach-person': act(z.strictObject({ serial: z.string(), upn: z.string() }), (tenant, { serial, upn }) =>
    attachPerson(tenant, serial, upn),
  ),
  'push-gateway': act(z.strictObject({ url: z.url(), token: z.string() }), (tenant, gateway) => {
    tenant.push.deliverTo(gateway)
    return {}
  }),
  'add-policy': act(
    z.strictObject({
      token: z.string(),
      name: z.string().min(1),
      department: z.string().default('IT'),
      phone: z.string().default('+1 555 0110'),
      hidden: z.array(z.string()).default([]),
    }),
    async (tenant, { token, ...wish }) => ({ id: await addPolicy(tenant, token, wish) }),
  ),
  /** Answers when no sync and no assignment is under way any more. */
  'settle-program': act(z.strictObject({}), async (tenant) => (await tenant.jobs.settled(), {})),
  /** What half a day makes due happens now, if it is due. */
  'sync-due': act(z.strictObject({}), async (tenant) => (await tenant.jobs.syncDue(tenant), {})),
  /** What is looked for each minute is looked for now. */
  'due-now': act(z.strictObject({}), async (tenant) => (await doDueWork(tenant), {})),
  push: act(z.strictObject({ udid: z.string() }), async (tenant, { udid }) => (await pushDevice(tenant, udid), {})),
}

/** The control plane: its own port and secret, no part of Graph. Not yet listening. */
export function createControlServer(tenant: Tenant, token: string): FastifyInstance {
  const server = fastify({ logger: false, forceCloseConnections: true })
  server.addHook('onRequest', (request, reply, done) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const allowed = constantTimeEqual(sha256(given), sha256(token)) && ['127.0.0.1', 'localhost'].includes(host)
    if (allowed && request.headers.origin === undefined) return done()
    void reply.code(403).send({ error: 'forbidden' })
  })
  server.get('/enrollments', async () => enrollmentsReport(tenant))
  server.get('/observed', async () => ({ counts: tenant.observed.counts, entries: tenant.observed.entries }))
  server.get('/switches', async () => tenant.switches)
  server.get('/apple', async () => programReport(tenant.program))
  addActs(server, '', acts, tenant)
  addActs(server, '/apple', programActs, tenant.program)
  return server
}

type Table<Target> = Readonly<
  Record<string, { readonly schema: z.ZodType; readonly run: (target: Target, input: never) => Promise<object> }>
>

function addActs<Target>(server: FastifyInstance, prefix: string, table: Table<Target>, target: Target): void {
  server.post<{ Params: { name: string } }>(`${prefix}/:name`, async (request, reply) => {
    const found = Object.hasOwn(table, request.params.name) ? table[request.params.name] : undefined
    if (found === undefined) return reply.code(404).send({ error: 'no such act' })
    const input = found.schema.safeParse(request.body ?? {})
    if (!input.success) return reply.code(400).send({ error: z.prettifyError(input.error) })
    return reply.send(await found.run(target, input.data as never))
  })
}

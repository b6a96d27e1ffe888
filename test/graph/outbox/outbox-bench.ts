import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGraphClient } from '../../../electron/graph/client.ts'
import { Outage } from '../../../electron/graph/outage.ts'
import { Guard } from '../../../electron/engine/guard.ts'
import { redeemTenantStored, redeemTenantTyped } from '../../../electron/engine/guard-tenant.ts'
import { Courier } from '../../../electron/graph/outbox/courier.ts'
import { headsOf } from '../../../electron/graph/outbox/queue.ts'
import { Outbox } from '../../../electron/graph/outbox/outbox.ts'
import { TenantDesk } from '../../../electron/graph/tenant-desk.ts'
import type { Clock } from '../../../electron/lib/clock.ts'
import { randomUuid } from '../../../electron/lib/crypto.ts'
import { httpRequest } from '../../../electron/lib/http.ts'
import type { HttpRequest, HttpResponse } from '../../../electron/lib/http.ts'
import { silentLogger } from '../../../electron/lib/logger.ts'
import { OutboxFile } from '../../../electron/store/outbox-file.ts'
import type { TenantVerb } from '../../../src-shared/tenant-consent.ts'
import type { TenantWarrant } from '../../../electron/graph/tenant-warrant.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'

/**
 * What may happen to one request: it is thought lost and arrives later, it never leaves, it is lost on its way, its answer is lost, the service refuses it
 * before or breaks down after the work, the program dies before it leaves or before its answer is read.
 */
export type Mishap =
  | 'none'
  | 'late'
  | 'unsent'
  | 'lost'
  | 'answerLost'
  | 'busy'
  | 'down'
  | 'brokeAfter'
  | 'diesBefore'
  | 'diesAfter'

export const mishaps: readonly Mishap[] = [
  'none',
  'late',
  'unsent',
  'lost',
  'answerLost',
  'busy',
  'down',
  'brokeAfter',
  'diesBefore',
  'diesAfter',
]

export type Plan = { readonly reads: Mishap[]; readonly writes: Mishap[] }

/** A write that the tenant carried out: method, path, what it was told. */
export type Effect = { readonly target: string; readonly body: string }

export type OutboxBench = {
  readonly tenant: TestTenant
  readonly clock: Clock & { readonly pass: (ms: number) => void }
  readonly effects: Effect[]
  /** What happens to the next requests; then nothing more happens to any. */
  plan: Plan
  /** The program's outbox as it is now; `reopen` is what a restart does. */
  readonly now: () => Core
  readonly reopen: () => Core
  /** Delivers as the loop would, restarting when the program "dies", until nothing more can be delivered without a person. */
  readonly deliverAll: () => Promise<void>
  /** What was thought lost and is still under way arrives now. */
  readonly everythingArrives: () => Promise<void>
  readonly guard: Guard
  /** As a person gives it who types the end of the serial number. */
  readonly warrant: (serial: string, recordId: string, verb: TenantVerb) => TenantWarrant | null
  readonly dispose: () => Promise<void>
}

export type Core = {
  readonly file: OutboxFile
  readonly outbox: Outbox
  readonly courier: Courier
  readonly desk: TenantDesk
  readonly outage: Outage
}

/** An outbox over a file on the disk and the real practice tenant, with accidents on the wire between them. */
export async function startOutboxBench(): Promise<OutboxBench> {
  const directory = await mkdtemp(join(tmpdir(), 'slipway-outbox-'))
  const tenant = await startTestTenant()
  await tenant.control('POST', '/switches', { throttling: false })
  const clock = jumpingClock()
  const guard = new Guard()
  let died = Promise.withResolvers<'died'>()
  const effects: Effect[] = []

  let asked = 0
  const underWay: { readonly request: HttpRequest; readonly arrivesAfter: number }[] = []
  const arrive = async (until: number): Promise<void> => {
    const due = underWay.filter(({ arrivesAfter }) => arrivesAfter <= until)
    for (const one of due) underWay.splice(underWay.indexOf(one), 1)
    for (const { request } of due) noteEffect(request, await httpRequest(request))
  }
  const noteEffect = (request: HttpRequest, response: HttpResponse): void => {
    const isWrite = request.method !== 'GET' && !request.url.endsWith('/$batch')
    if (!isWrite || response.status >= 300) return
    effects.push({ target: `${request.method} ${new URL(request.url).pathname}`, body: String(request.body ?? '') })
  }
  const http = async (request: HttpRequest): Promise<HttpResponse> => {
    const isWrite = request.method !== 'GET' && !request.url.endsWith('/$batch')
    const mishap = (isWrite ? bench.plan.writes : bench.plan.reads).shift() ?? 'none'
    asked += 1
    await arrive(asked)
    const die = (): Promise<never> => {
      died.resolve('died')
      return new Promise(() => {})
    }
    if (mishap === 'unsent') throw new AppError('http.unreachable', { host: 'practice', cause: 'ECONNREFUSED' })
    if (mishap === 'lost') throw new AppError('http.unreachable', { host: 'practice', cause: 'ECONNRESET' })
    if (mishap === 'busy') return answer(429, { 'retry-after': '2' })
    if (mishap === 'down') return answer(503, { 'retry-after': '400' })
    if (mishap === 'diesBefore') return die()
    if (mishap === 'late') {
      underWay.push({ request, arrivesAfter: asked + 3 })
      throw new AppError('http.unreachable', { host: 'practice', cause: 'ECONNRESET' })
    }
    const response = await httpRequest(request)
    noteEffect(request, response)
    if (mishap === 'answerLost') throw new AppError('http.unreachable', { host: 'practice', cause: 'ECONNRESET' })
    if (mishap === 'brokeAfter') return answer(504, {})
    if (mishap === 'diesAfter') return die()
    return response
  }

  const open = (): Core => {
    const graph = createGraphClient({
      baseUrl: tenant.announcement.baseUrl,
      getToken: () => Promise.resolve(tenant.announcement.token),
      http,
      additionalCaPems: [],
      clock,
      logger: silentLogger,
    })
    const file = new OutboxFile(join(directory, 'outbox.sqlite'))
    const desk = new TenantDesk(graph)
    const outage = new Outage()
    const outbox = new Outbox({ keeper: file, clock, makeId: randomUuid })
    const courier = new Courier({
      outbox,
      desk,
      outage,
      assertTenant: () => {},
      beforeImport: () => Promise.resolve(),
      redeem: (one, seen) => redeemTenantStored(guard, one, seen, clock.now()),
      clock,
      logger: silentLogger,
      makeId: randomUuid,
      fraction: () => 0.5,
    })
    return { file, outbox, courier, desk, outage }
  }

  let core = open()
  const reopen = (): Core => {
    core.file.close()
    died = Promise.withResolvers()
    core = open()
    return core
  }
  const bench: OutboxBench = {
    tenant,
    clock,
    guard,
    effects,
    plan: { reads: [], writes: [] },
    now: () => core,
    reopen,
    deliverAll: async () => {
      for (let round = 0; round < 60; round++) {
        const ended = await Promise.race([core.courier.deliverNow().catch(() => 'failed'), died.promise])
        if (ended === 'died') reopen()
        if (headsOf(core.outbox.intents).length === 0) return
        clock.pass(5 * 60_000)
      }
      throw new Error(`never delivered: ${JSON.stringify(core.outbox.intents)}`)
    },
    everythingArrives: () => arrive(Infinity),
    warrant: (serial, recordId, verb) => {
      const consent = { operator: null, typed: serial.slice(-4) }
      return redeemTenantTyped(guard, [{ serial, recordId, verb }], consent, clock.now())[0] ?? null
    },
    dispose: async () => {
      core.file.close()
      await tenant.dispose()
      await rm(directory, { recursive: true, force: true })
    },
  }
  return bench
}

/** A device record as an enrollment leaves it, with nobody behind it who would carry an action out. */
export async function addRecord({ tenant }: TestTenant, id: string, serial: string): Promise<void> {
  const body = { serialNumber: serial, deviceName: 'old name', isSupervised: true, deviceActionResults: [] }
  const at = tenant.clock.now()
  await tenant.db
    .insertInto('managed_device')
    .values({ id, serial, udid: null, profile_guid: null, enrolled_at: at, synced_at: at, body: JSON.stringify(body) })
    .execute()
}

function answer(status: number, headers: Readonly<Record<string, string>>): HttpResponse {
  return { status, headers, body: Buffer.from('{}') } as HttpResponse
}

/** Sleeping takes no time, but the clock shows that it did. */
function jumpingClock(): OutboxBench['clock'] {
  let now = Date.now()
  return {
    now: () => now,
    pass: (ms) => void (now += ms),
    sleep: async (ms, signal) => {
      if (signal?.aborted === true) throw new AppError('app.cancelled')
      now += ms
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutboxView } from '../../src-shared/outbox-contract.ts'
import { waitingNote } from '../../src-shared/waiting-note.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { eventually } from '../harness/eventually.ts'

/** Graph's own answer, past everything under test. */
async function identitiesOf(bench: Bench): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const ask = async (path: string): Promise<Record<string, unknown>> => {
    const { graphBaseUrl, graphToken } = bench.world
    const answer = await fetch(`${graphBaseUrl}/beta/${path}`, { headers: { authorization: `Bearer ${graphToken}` } })
    expect(answer.status).toBe(200)
    return (await answer.json()) as Record<string, unknown>
  }
  const { intuneAccountId } = await ask('deviceManagement')
  const list = await ask(
    `deviceManagement/depOnboardingSettings/${String(intuneAccountId)}/importedAppleDeviceIdentities`,
  )
  const rows = list['value'] as readonly Record<string, unknown>[]
  return new Map(rows.map((row) => [String(row['serialNumber']), row]))
}

/** A window that listens to the feed. */
function lookOn({ app }: Bench) {
  const stopping = new AbortController()
  let newest: OutboxView | undefined
  const listening = (async () => {
    for await (const view of app.handlers['outbox.feed']({}, { signal: stopping.signal })) newest = view
  })()
  return {
    newest: () => Promise.resolve(newest),
    stop: () => {
      stopping.abort()
      return listening
    },
  }
}

describe('staging while Intune is away', () => {
  let bench: Bench
  const serialOf = (slot: number): string => bench.devices[slot]!.identity.serial
  const udidOf = (slot: number): string => bench.devices[slot]!.identity.udid
  /** Graph alone: Apple and the devices' own network are not concerned. It asks for more patience than anybody has. */
  const graphDown = () => bench.tenant.act('fail', { listener: 'graph', status: 503, count: 100_000, retryAfter: 400 })
  const entries = async () => (await bench.app.handlers['outbox.list']({})).entries

  beforeAll(async () => {
    bench = await startBench({ scenario: { devices: [1, 2, 3].map(() => ({ state: 'fresh' })) } })
  }, 60_000)
  afterAll(() => bench?.stop())

  it('a bench that has been online prepares a batch, and says that Intune will be told later', async () => {
    await bench.startRun('bench', [udidOf(0)])
    await bench.feed.untilStage(udidOf(0), 'enrolled')
    const [facts] = (await bench.app.handlers['outbox.list']({})).facts
    expect(facts!.usableUntil).toBe(facts!.checkedAt + 14 * 86_400_000)

    await graphDown()
    for (const slot of [1, 2]) await bench.cart.hands(udidOf(slot), 'operator')
    await bench.startRun('bench', [udidOf(1), udidOf(2)])
    for (const slot of [1, 2]) {
      const view = await bench.feed.untilStage(udidOf(slot), 'awaitingEnrollment')
      expect(view.error).toBeNull()
      expect(view.run?.steps.find((step) => step.name === 'register')?.reason).toBe('register.later')
      await bench.feed.untilDevice(udidOf(slot), (seen) => seen.intuneState === 'registrationPending', 'why')
    }
    const open = (await entries()).filter((one) => one.state === 'waiting' || one.state === 'unconfirmed')
    for (const slot of [1, 2]) {
      const kinds = open.filter((one) => one.serial === serialOf(slot)).map((one) => one.kind)
      expect(kinds).toEqual(['importSerial', 'assignProfile'])
    }
    expect((await bench.app.handlers['outbox.list']({})).outage?.error.code).toBe('graph.serviceTrouble')
    for (const slot of [1, 2])
      await bench.feed.untilDevice(udidOf(slot), (seen) => seen.intuneAway?.until === null, 'that Intune is away')
  })

  it('someone who walks through Setup Assistant before that is refused, and the reason is in sight', async () => {
    await bench.cart.hands(udidOf(1), 'atOnce')
    await bench.cart.until(udidOf(1), ({ counts }) => (counts['enrollmentRefused'] ?? 0) > 0)
    const view = await bench.feed.untilDevice(udidOf(1), (seen) => seen.intuneState === 'registrationPending', 'why')
    expect(view.stage).toBe('awaitingEnrollment')
  })

  it('survives a restart of the core, and when Intune is back each serial number is imported and assigned, once', async () => {
    bench = await bench.restartCore()
    const looking = lookOn(bench)
    await eventually(looking.newest, (view) => view !== undefined, 'a first view')
    expect(await looking.newest()).toMatchObject({ open: 4 })
    await bench.tenant.act('stop-failing')
    await bench.app.handlers['outbox.retry']({ ids: [] })
    await eventually(entries, (seen) => seen.every((one) => one.state === 'done'), 'everything told')
    await eventually(looking.newest, (view) => view?.open === 0 && view.outage === null, 'the end in the feed')
    await looking.stop()
    const waited = await bench.feed.untilDevice(udidOf(2), (seen) => seen.intuneAway?.until != null, 'that it was away')
    expect(waitingNote(waited, Date.now())?.kind).toBe('afterOutage')
    const identities = await identitiesOf(bench)
    for (const slot of [0, 1, 2]) {
      expect(identities.get(serialOf(slot))?.['requestedEnrollmentProfileId']).toMatch(/[1-9a-f]/)
    }
    const observed = await bench.tenant.observed()
    const writes = observed.filter(({ what, outcome }) => /^POST.*(import|Assignment)/i.test(what) && outcome < '300')
    expect(writes).toHaveLength(4)
  })

  it('and the device enrolls as if nothing had been', async () => {
    await bench.cart.hands(udidOf(2), 'atOnce')
    const view = await bench.feed.untilStage(udidOf(2), 'enrolled')
    expect(view.intuneAway).toBeUndefined()
  })
})

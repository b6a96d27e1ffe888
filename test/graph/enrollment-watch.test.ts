import { afterEach, expect, test } from 'vitest'
import { watchEnrollment } from '../../electron/graph/enrollment-watch.ts'
import type { EnrollmentStatus, WatchOptions } from '../../electron/graph/enrollment-watch.ts'
import { closeHttpAgents } from '../../electron/lib/http.ts'
import { clientFor, fakeClock, startScriptedGraph } from './scripted-graph.ts'
import type { Answer, Asked, ScriptedGraph } from './scripted-graph.ts'

const open: ScriptedGraph[] = []
afterEach(async () => {
  closeHttpAgents()
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const identity = (serialNumber: string, enrollmentState: string) => ({
  id: serialNumber,
  serialNumber,
  enrollmentState,
  discoverySource: 'adminImport',
  lastContactedDateTime: '0001-01-01T00:00:00Z',
})
type Identity = ReturnType<typeof identity>
type Device = { readonly id: string; readonly serialNumber: string; readonly enrolledDateTime: string }

/** Answers lists from `states` and batches from `devices`; both may be changed while the watch runs. */
function intune(states: () => readonly Identity[], devices: () => readonly Device[]): (asked: Asked) => Answer {
  return (asked) => {
    if (!asked.path.endsWith('$batch')) return { json: { value: states() } }
    const { requests } = asked.body as { requests: { id: string; url: string }[] }
    const responses = requests.map(({ id, url }) => {
      const serial = /'(\w+)'/.exec(decodeURIComponent(url))![1]
      const pool: readonly { serialNumber: string }[] = url.includes('managedDevices') ? devices() : states()
      return { id, status: 200, body: { value: pool.filter(({ serialNumber }) => serialNumber === serial) } }
    })
    return { json: { responses } }
  }
}

async function watch(
  answer: (asked: Asked, nth: number) => Answer,
  serials: readonly string[],
  until: (seen: readonly EnrollmentStatus[], clockNow: number) => boolean,
  more: Partial<WatchOptions> = {},
) {
  const server = await startScriptedGraph(answer)
  open.push(server)
  const clock = fakeClock()
  const startedAt = clock.now()
  const abort = new AbortController()
  const seen: EnrollmentStatus[] = []
  const stopping = {
    ...clock,
    sleep: async (ms: number, signal?: AbortSignal) => {
      const elapsed = clock.now() - startedAt
      // A test that waits in vain ends after ten hours of its own time, in a moment of ours.
      if (until(seen, elapsed) || elapsed > 36_000_000) abort.abort()
      await clock.sleep(ms, signal)
    },
  }
  await watchEnrollment({
    graph: clientFor(server.url, clock),
    accountId: 'acct',
    serials,
    clock: stopping,
    signal: abort.signal,
    onState: (status) => seen.push(status),
    ...more,
  })
  return { seen, server, clock }
}

test('one list and one batch serve 60 devices, and every change is told once', async () => {
  const serials = Array.from({ length: 60 }, (_, index) => `TEST${index + 100_000}`)
  let lists = 0
  const { seen, server } = await watch(
    (asked) => {
      if (!asked.path.endsWith('$batch')) lists++
      const states = serials.map((serial, index) =>
        identity(serial, index === 7 && lists > 2 ? 'enrolled' : 'notContacted'),
      )
      const device = { id: 'm7', serialNumber: serials[7]!, enrolledDateTime: '2026-11-22T10:00:00Z' }
      return intune(
        () => states,
        () => [device],
      )(asked)
    },
    serials,
    (states) => states.some(({ enrollmentState }) => enrollmentState === 'enrolled'),
  )
  expect(seen).toHaveLength(61)
  expect(seen.at(-1)).toMatchObject({ serial: serials[7], enrollmentState: 'enrolled', enrolledNow: true })
  expect(seen.at(-1)!.managedDevice?.id).toBe('m7')
  expect(server.asked).toHaveLength(4)
})

test.each(['failed', 'pendingReset', 'blocked'] as const)('%s is reported as such', async (state) => {
  const { seen } = await watch(
    intune(
      () => [identity('TEST000001', state)],
      () => [],
    ),
    ['test000001'],
    (states) => states.length > 0,
  )
  expect(seen).toMatchObject([{ serial: 'TEST000001', enrollmentState: state, enrolledNow: false }])
})

test('a used device counts as enrolled again only with a new enrollment', async () => {
  let enrolledDateTime = '2026-01-01T00:00:00Z'
  const { seen } = await watch(
    intune(
      () => [identity('TEST000001', 'enrolled')],
      () => [{ id: 'm', serialNumber: 'TEST000001', enrolledDateTime }],
    ),
    ['TEST000001'],
    (states) => {
      if (states.length === 1) enrolledDateTime = '2026-11-22T12:00:00Z'
      return states.length === 2
    },
    { baseline: new Map([['TEST000001', Date.UTC(2026, 0, 1)]]) },
  )
  expect(seen.map(({ enrolledNow }) => enrolledNow)).toEqual([false, true])
})

test('a serial Intune was never told about counts as enrolled when the device is there', async () => {
  const device = { id: 'm', serialNumber: 'TEST000001', enrolledDateTime: '2026-11-22T10:00:00Z' }
  const { seen } = await watch(
    intune(
      () => [],
      () => [device],
    ),
    ['TEST000001', 'TEST000002'],
    (states) => states.length > 1,
  )
  expect(seen.map(({ enrollmentState }) => enrollmentState)).toEqual(['enrolled', 'unknown'])
})

test('an outage is told once, survived, and its end is told', async () => {
  let requests = 0
  let answers = 0
  const outages: (string | null)[] = []
  const healthy = intune(
    () => [identity('TEST000001', requests > 41 ? 'failed' : 'notContacted')],
    () => [],
  )
  const { seen, clock } = await watch(
    (asked) => {
      requests++
      return requests > 1 && requests <= 40 ? { status: 503 } : healthy(asked)
    },
    ['TEST000001'],
    (states) => states.length === 2,
    { onOutage: (error) => outages.push(error?.code ?? null), onAnswer: () => (answers += 1) },
  )
  expect(seen.map(({ enrollmentState }) => enrollmentState)).toEqual(['notContacted', 'failed'])
  expect(answers).toBeLessThan(requests - 38)
  expect(answers).toBeGreaterThan(1)
  expect(outages).toEqual(['graph.serviceTrouble', null])
  // What lay still meanwhile moves now: the watch looks again at its fastest.
  expect(clock.slept.at(-1)).toBe(2_000)
})

test('nothing new makes it slower, up to a minute; an hour costs fewer than a hundred requests', async () => {
  const { server, clock } = await watch(
    intune(
      () => [identity('TEST000001', 'notContacted')],
      () => [],
    ),
    ['TEST000001'],
    (_, elapsed) => elapsed > 3_600_000,
  )
  expect(server.asked.length).toBeLessThan(100)
  expect(Math.max(...clock.slept)).toBe(60_000)
})

test('in a tenant with many pages, few serials are asked for one by one in a batch', async () => {
  let base = ''
  let lists = 0
  const server = await startScriptedGraph((asked) => {
    if (asked.path.endsWith('$batch'))
      return intune(
        () => [identity('TEST000001', 'failed')],
        () => [],
      )(asked)
    const page = ++lists
    return { json: { value: [], ...(page < 5 ? { '@odata.nextLink': `${base}/beta/next?p=${page}` } : {}) } }
  })
  base = server.url
  open.push(server)
  const clock = fakeClock()
  const abort = new AbortController()
  await watchEnrollment({
    graph: clientFor(server.url, clock),
    accountId: 'acct',
    serials: ['TEST000001'],
    clock,
    signal: abort.signal,
    onState: ({ enrollmentState }) => {
      if (enrollmentState === 'failed' || lists > 20) abort.abort()
    },
  })
  expect(lists).toBe(5)
})

test('no devices cost no requests, and a stopped watch ends at once', async () => {
  const { server } = await watch(
    () => ({ status: 500 }),
    [],
    (_, elapsed) => elapsed > 10_000,
  )
  expect(server.asked).toEqual([])
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DeviceFeed } from '../../electron/engine/feed.ts'
import type { DeviceChanges } from '../../src-shared/contract.ts'
import { device, run } from '../e2e/devices.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Reads a feed as fast as it gives; `items` grows as they come. */
function read(feed: DeviceFeed) {
  const items: { readonly at: number; readonly change: DeviceChanges }[] = []
  const end = new AbortController()
  const started = Date.now()
  const done = (async () => {
    for await (const change of feed.changes(end.signal)) items.push({ at: Date.now() - started, change })
  })()
  return { items, stop: () => (end.abort(), done) }
}

test('after a calm a change is told almost at once, with all that came with it', async () => {
  const feed = new DeviceFeed()
  const { items, stop } = read(feed)
  await vi.advanceTimersByTimeAsync(1000)
  for (let slot = 1; slot <= 64; slot += 1) feed.show(device(slot))
  await vi.advanceTimersByTimeAsync(500)
  await stop()
  expect(items.map(({ at, change }) => [at, change.devices.length])).toEqual([
    [0, 0],
    [1010, 64],
  ])
})

test('while much happens there is an item every 50 ms with the newest of each device, and nothing is lost', async () => {
  const feed = new DeviceFeed()
  const { items, stop } = read(feed)
  await vi.advanceTimersByTimeAsync(100)
  for (let change = 0; change < 100; change += 1) {
    feed.show(device((change % 4) + 1, { intuneState: `change ${change}` }))
    await vi.advanceTimersByTimeAsync(5)
  }
  await vi.advanceTimersByTimeAsync(500)
  await stop()
  const [, ...told] = items
  expect(told.length).toBeGreaterThanOrEqual(10)
  expect(told.length).toBeLessThanOrEqual(12)
  expect(told.every(({ change }) => change.devices.length <= 4)).toBe(true)
  expect(told.at(-1)?.change.revision).toBe(100)
  const latest = new Map(told.flatMap(({ change }) => change.devices.map((view) => [view.udid, view.intuneState])))
  expect(new Set(latest.values())).toEqual(new Set(['change 96', 'change 97', 'change 98', 'change 99']))
})

test('an outage is shown by the devices that wait through it, and by no other', async () => {
  const feed = new DeviceFeed()
  const waits = (stepStartedAt: number) => run('enroll', 'running', { stepStartedAt })
  feed.show(device(1, { stage: 'awaitingEnrollment', run: waits(1_000) }))
  feed.show(device(2, { stage: 'running', run: waits(1_000) }))
  feed.showAway({ since: 2_000, until: null })
  const shown = () => feed.list().map(({ slot, intuneAway }) => [slot, intuneAway?.until])
  expect(shown()).toEqual([
    [1, null],
    [2, undefined],
  ])
  feed.showAway({ since: 2_000, until: 5_000 })
  feed.show(device(3, { stage: 'awaitingEnrollment', run: waits(6_000) }))
  expect(shown()).toEqual([
    [1, 5_000],
    [2, undefined],
    [3, undefined],
  ])
  feed.show(device(1, { stage: 'enrolled', run: waits(1_000) }))
  expect(shown()[0]).toEqual([1, undefined])
  expect(feed.list().map(({ revision }) => revision)).toEqual([6, 2, 5])
})

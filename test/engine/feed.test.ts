import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DeviceFeed } from '../../electron/engine/feed.ts'
import type { DeviceChanges } from '../../src-shared/contract.ts'
import { device } from '../e2e/devices.ts'

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

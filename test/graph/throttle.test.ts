import { expect, test } from 'vitest'
import { createThrottle } from '../../electron/graph/throttle.ts'
import { fakeClock } from './scripted-graph.ts'

const limits = { concurrent: 4, writesPerWindow: 3, windowMs: 20_000 }

/** When each of these was let through, in milliseconds after the first, one after the other. */
async function startsOf(all: readonly number[]): Promise<readonly number[]> {
  const clock = fakeClock()
  const throttle = createThrottle(clock, limits)
  const began = clock.now()
  const starts: number[] = []
  for (const writes of all) await throttle.run(writes, () => Promise.resolve(starts.push(clock.now() - began)))
  return starts
}

test('what changes something waits for room in the window; what only reads never does', async () => {
  expect(await startsOf([1, 1, 1, 0, 0, 1, 0])).toEqual([0, 0, 0, 0, 0, 20_000, 20_000])
})

test('each change within a batch counts, and a batch of more than fit goes as soon as none is left', async () => {
  expect(await startsOf([2, 2, 1, 9])).toEqual([0, 20_000, 20_000, 40_000])
})

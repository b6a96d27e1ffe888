import { expect, it } from 'vitest'
import { watchForSleep } from '../../electron/lib/sleep-gap.ts'
import { standingClock } from '../engine/standing-clock.ts'

it('time that was slept through is noticed, and time that passed is not', async () => {
  const clock = standingClock()
  let steady = 0
  const gaps: number[] = []
  const stop = new AbortController()
  const watched = watchForSleep({
    clock,
    monotonic: () => steady,
    onGap: (missed) => gaps.push(missed),
    signal: stop.signal,
  })
  const pass = (wall: number, awake: number): Promise<void> => {
    steady += awake
    return clock.pass(wall)
  }
  for (let times = 0; times < 4; times += 1) await pass(5_000, 5_000)
  expect(gaps).toEqual([])
  // Slept: the wall clock went on, the other one stood still.
  await pass(3_600_000, 5_000)
  expect(gaps).toEqual([3_595_000])
  // Stopped as by a debugger: both went on, and nobody looked.
  await pass(60_000, 60_000)
  expect(gaps).toEqual([3_595_000, 55_000])
  stop.abort()
  await watched
})

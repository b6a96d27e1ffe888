import { expect, test } from 'vitest'
import { mayStillLeave } from '../../electron/steps/leaving.ts'
import { standingClock } from '../engine/standing-clock.ts'

const signal = new AbortController().signal
const aside = <T>(work: () => Promise<T>): Promise<T> => work()

/** How long a step waits that begins so long after the order of its erase, until its device's word counts. */
async function waitsFor(eraseOrderedMsAgo: number | null): Promise<number> {
  const clock = standingClock()
  const asked = clock.now()
  const eraseOrderedAt = eraseOrderedMsAgo === null ? null : asked - eraseOrderedMsAgo
  let over = false
  const waiting = (async () => {
    while (await mayStillLeave({ clock, leavingMs: 60_000 }, { eraseOrderedAt, aside, signal }, asked));
    over = true
  })()
  await new Promise((resolve) => setImmediate(resolve))
  while (!over) await clock.pass(500)
  await waiting
  return clock.now() - asked
}

test('a device that may still be about to leave is waited for until a minute after the order of its erase', async () => {
  expect(await waitsFor(0)).toBe(60_000)
  expect(await waitsFor(45_000)).toBe(15_000)
  expect(await waitsFor(60_000)).toBe(0)
  expect(await waitsFor(null)).toBe(0)
})

test('a clock that was set back since the order makes nobody wait longer', async () => {
  expect(await waitsFor(-3_600_000)).toBe(60_000)
})

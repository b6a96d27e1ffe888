import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createLogger } from '../../../electron/lib/logger.ts'
import { openCart } from '../../../electron/practice/cart/cart.ts'
import type { Cart } from '../../../electron/practice/cart/cart.ts'
import { durations } from '../../../electron/practice/cart/durations.ts'
import type { Duration } from '../../../electron/practice/cart/durations.ts'
import { parsePace } from '../../../electron/practice/cart/pace.ts'
import { parseScenario } from '../../../electron/practice/cart/scenario.ts'
import { ensureFactory } from '../../../electron/practice/factory.ts'
import type { Factory } from '../../../electron/practice/factory.ts'

/** A clock that stands still until it is moved; sleepers wake in the order of their times. */
class StandingClock {
  #time = 0
  readonly #sleepers: { readonly at: number; readonly wake: () => void }[] = []

  readonly now = (): number => this.#time

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      this.#sleepers.push({ at: this.#time + ms, wake: resolve })
      signal?.addEventListener('abort', () => reject(new Error('woken')), { once: true })
    })

  /** Moves to the next sleeper and lets everything happen that follows from it. */
  async step(): Promise<void> {
    this.#sleepers.sort((a, b) => a.at - b.at)
    const next = this.#sleepers.shift()
    if (next === undefined) throw new Error('nobody sleeps')
    this.#time = next.at
    next.wake()
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
}

let folder: string
let factory: Factory
let cart: Cart | null = null

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-pace-'))
  factory = await ensureFactory(join(folder, 'factory'))
})
afterEach(() => {
  cart?.stop()
  cart = null
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Timeline = readonly { readonly what: string; readonly at: number }[]

/** What one device's cable shows after that event, with the time of each in milliseconds. */
async function timeline(
  pace: string,
  event: 'erase' | 'restart',
  faults: readonly object[] = [],
  seed = 'a',
): Promise<Timeline> {
  const clock = new StandingClock()
  const scenario = parseScenario({ devices: [{ state: 'activated' }], faults })
  if (typeof scenario === 'string') throw new Error(scenario)
  cart = await openCart({
    scenario,
    seed,
    factory,
    clock,
    dataDirectory: null,
    pace: parsePace(pace) ?? { kind: 'realistic' },
    hands: { kind: 'never' },
    logger: createLogger({ level: 'silent', name: 'test' }),
  })
  const seen: { what: string; at: number }[] = []
  cart.bus.on('detached', () => seen.push({ what: 'detached', at: clock.now() }))
  cart.bus.on('attached', () => seen.push({ what: 'attached', at: clock.now() }))
  const { phone } = cart.devices[0]?.device ?? {}
  if (event === 'erase') phone?.emit('eraseRequested', { preserveDataPlan: true })
  else phone?.emit('restartRequested')
  while (seen.at(-1)?.what !== 'attached') await clock.step()
  return seen
}

function expectWithin(at: number | undefined, [shortest, longest]: Duration, factor = 1): void {
  expect(at).toBeGreaterThanOrEqual(shortest / factor)
  expect(at).toBeLessThanOrEqual(longest / factor)
}

describe('an erase at the realistic pace', () => {
  it.each(['a', 'b', 'c', 'd'])(
    'detaches and comes back as long after the command as was logged (%s)',
    async (seed) => {
      const [detached, attached, ...more] = await timeline('realistic', 'erase', [], seed)
      expect([detached?.what, attached?.what, more.length]).toEqual(['detached', 'attached', 0])
      // The table in words: 16 to 24 s, and 54 to 63 s.
      expectWithin(detached?.at, [16_000, 24_000])
      expectWithin(attached?.at, [54_000, 63_000])
    },
  )

  it('is as long again for the same seed, and not for every device the same', async () => {
    expect(await timeline('realistic', 'erase')).toEqual(await timeline('realistic', 'erase'))
    expect(await timeline('realistic', 'erase', [], 'b')).not.toEqual(await timeline('realistic', 'erase'))
  })

  it('takes longer by exactly what a fault adds', async () => {
    const usual = (await timeline('realistic', 'erase'))[1]?.at ?? 0
    const late = (await timeline('realistic', 'erase', [{ fault: 'slowReturn', extraMs: 90_000 }]))[1]?.at
    expect(late).toBe(usual + 90_000)
  })
})

describe('other paces and other events', () => {
  it('x10 is ten times as fast', async () => {
    const [detached, attached] = await timeline('x10', 'erase')
    expectWithin(detached?.at, durations.eraseToDetach, 10)
    expectWithin(attached?.at, durations.eraseToAttach, 10)
  })

  it('instant is a few hundredths of a second, and still in this order', async () => {
    const [detached, attached] = await timeline('instant', 'erase')
    expect(detached?.at).toBeGreaterThan(0)
    expect(attached?.at).toBeGreaterThan(detached?.at ?? 0)
    expect(attached?.at).toBeLessThanOrEqual(100)
  })

  it('a restart is faster than an erase', async () => {
    const [detached, attached] = await timeline('realistic', 'restart')
    expectWithin(detached?.at, durations.restartToDetach)
    expectWithin(attached?.at, durations.restartToAttach)
  })
})

import { describe, expect, it } from 'vitest'
import { Scheduler } from '../../electron/engine/scheduler.ts'
import type { StationLimits, Turn } from '../../electron/engine/scheduler.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { standingClock } from './standing-clock.ts'

/** Everything that was ready to happen has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function station(limits: Partial<StationLimits>, controllerOf: (udid: string) => string | null = () => 'one') {
  const clock = standingClock()
  const scheduler = new Scheduler({
    limit: Infinity,
    perController: Infinity,
    gapMs: 0,
    ...limits,
    controllerOf,
    clock,
    logger: silentLogger,
  })
  const started: string[] = []
  const turns = new Map<string, Turn>()
  const ask = (udid: string, rank = 0, kind: 'wifi' | 'erase' = 'wifi', signal = new AbortController().signal) =>
    scheduler.take({ udid, kind, rank }, signal).then((turn) => {
      started.push(udid)
      turns.set(udid, turn)
    })
  return { clock, scheduler, started, ask, giveBack: (udid: string) => turns.get(udid)?.giveBack(), turns }
}

describe('turns', () => {
  it('are given to no more devices than the limit says, and go on in the order of rank, then of asking', async () => {
    const { ask, started, giveBack } = station({ limit: 2 })
    for (const udid of ['a', 'b', 'c']) void ask(udid)
    void ask('d', 5)
    void ask('e', 5)
    await settled()
    expect(started).toEqual(['a', 'b'])
    giveBack('a')
    giveBack('a')
    await settled()
    expect(started).toEqual(['a', 'b', 'd'])
    giveBack('b')
    giveBack('d')
    await settled()
    expect(started).toEqual(['a', 'b', 'd', 'e', 'c'])
  })

  it('are limited behind each USB controller, while another one still has room', async () => {
    const { ask, started, giveBack } = station({ perController: 1 }, (udid) =>
      udid === 'x' ? null : (udid[0] ?? null),
    )
    for (const udid of ['a1', 'a2', 'b1', 'x']) void ask(udid)
    await settled()
    expect(started).toEqual(['a1', 'b1', 'x'])
    giveBack('b1')
    await settled()
    expect(started).toEqual(['a1', 'b1', 'x'])
    giveBack('a1')
    await settled()
    expect(started).toEqual(['a1', 'b1', 'x', 'a2'])
  })

  it('are no longer waited for once the signal fires', async () => {
    const { ask, started, giveBack } = station({ limit: 1 })
    const leaving = new AbortController()
    void ask('a')
    const left = ask('b', 9, 'wifi', leaving.signal)
    void ask('c')
    await settled()
    leaving.abort()
    await expect(left).rejects.toMatchObject({ code: 'app.cancelled' })
    giveBack('a')
    await settled()
    expect(started).toEqual(['a', 'c'])
    await expect(ask('d', 0, 'wifi', leaving.signal)).rejects.toMatchObject({ code: 'app.cancelled' })
  })

  it('are free while the tenant is asked, and taken up again afterwards', async () => {
    const { ask, started, turns, giveBack } = station({ limit: 1 })
    void ask('a')
    void ask('b')
    await settled()
    const answer = Promise.withResolvers<string>()
    const aside = turns.get('a')?.aside(() => answer.promise)
    await settled()
    expect(started).toEqual(['a', 'b'])
    let heard = ''
    void aside?.then((text) => (heard = text))
    answer.resolve('yes')
    await settled()
    expect(heard).toBe('')
    giveBack('b')
    await settled()
    expect(heard).toBe('yes')
    void ask('c')
    await settled()
    expect(started).toEqual(['a', 'b'])
    giveBack('a')
    await settled()
    expect(started).toEqual(['a', 'b', 'c'])
  })
})

describe('starts behind one controller', () => {
  it('are kept apart where devices restart, and only there', async () => {
    const { ask, started, clock } = station({ gapMs: 100 })
    for (const udid of ['a', 'b', 'c']) void ask(udid, 0, 'erase')
    for (const udid of ['d', 'e']) void ask(udid, 0, 'wifi')
    await settled()
    expect(started).toEqual(['a', 'd', 'e'])
    await clock.pass(60)
    expect(started).toEqual(['a', 'd', 'e'])
    await clock.pass(40)
    expect(started).toEqual(['a', 'd', 'e', 'b'])
    await clock.pass(100)
    expect(started).toEqual(['a', 'd', 'e', 'b', 'c'])
  })

  it('do not wait for those behind another one', async () => {
    const { ask, started } = station({ gapMs: 100 }, (udid) => udid)
    for (const udid of ['a', 'b', 'c']) void ask(udid, 0, 'erase')
    await settled()
    expect(started).toEqual(['a', 'b', 'c'])
  })

  it('do not stand still when the clock is set back', async () => {
    const { ask, started, clock } = station({ gapMs: 100 })
    void ask('a', 0, 'erase')
    await clock.pass(-3_600_000)
    void ask('b', 0, 'erase')
    await settled()
    expect(started).toEqual(['a', 'b'])
  })
})

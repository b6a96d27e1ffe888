import { describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { setupAssistant } from './fixtures.ts'
import { settled, smallStation } from './small-station.ts'

const blueprint = { ...setupAssistant, erase: 'never' as const }
const order = { udids: ['a'], blueprint, consent: null }

describe('a paused run', () => {
  it('does its step to the end, then stands still, over a restart too, until it is resumed', async () => {
    const wifi = Promise.withResolvers<object>()
    const station = smallStation({ steps: { wifi: () => wifi.promise } })
    await station.attach('a')
    station.orders.start(order)
    await settled()
    station.orders.pause()
    expect(station.stage('a')).toBe('running')
    expect(station.engine.feed.list()[0]?.run?.paused).toBe(true)
    wifi.resolve({})
    await settled()
    expect(station.stage('a')).toBe('paused')
    const later = smallStation({ lines: station.lines.slice() })
    await later.attach('a')
    expect(later.stage('a')).toBe('paused')
    expect(later.engine.state('a').run?.current).toBe('name')
    later.orders.resume()
    await settled()
    expect(later.stage('a')).toBe('awaitingEnrollment')
  })

  it('stands still at once while it waits for a finger, and asks again afterwards', async () => {
    let asked = 0
    const station = smallStation({
      steps: {
        wifi: ({ awaitTap, signal }) => {
          asked += 1
          if (asked > 1) return Promise.resolve({})
          awaitTap('installProfile')
          return new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new AppError('app.cancelled'))),
          )
        },
      },
    })
    await station.attach('a')
    station.orders.start(order)
    await settled()
    expect(station.stage('a')).toBe('waitingForTap')
    station.orders.pause(['a'])
    await settled()
    expect(station.stage('a')).toBe('paused')
    station.orders.resume(['a'])
    await settled()
    expect([asked, station.stage('a')]).toEqual([2, 'awaitingEnrollment'])
  })

  it('leaves the queue for a turn, and so does one that is cancelled', async () => {
    const wifi = Promise.withResolvers<object>()
    const udids = ['a', 'b', 'c']
    const station = smallStation({
      limit: 1,
      steps: { identify: ({ udid }) => (udid === 'a' ? wifi.promise : Promise.reject(new Error('began'))) },
    })
    await station.attach(...udids)
    station.orders.start({ ...order, udids, waivePilot: true })
    await settled()
    expect(udids.map(station.stage)).toEqual(['running', 'queued', 'queued'])
    station.orders.pause(['b'])
    station.orders.cancel(['c'])
    expect(udids.map(station.stage)).toEqual(['running', 'paused', 'ready'])
    wifi.resolve({})
    await settled()
    expect(station.engine.state('b').run?.error).toBeNull()
  })

  it('can be cancelled, and pulled and plugged without going on', async () => {
    const station = smallStation({ steps: { wifi: () => new Promise(() => {}) } })
    await station.attach('a')
    station.orders.start(order)
    await settled()
    station.orders.pause()
    station.engine.detached('a')
    expect(station.stage('a')).toBe('paused')
    await station.attach('a')
    expect(station.stage('a')).toBe('paused')
    station.orders.cancel(['a'])
    expect(station.stage('a')).toBe('ready')
  })
})

describe('trying again', () => {
  it('waits anew for a device that did not come back, and looks at one that never left', async () => {
    const station = smallStation()
    await station.attach('a')
    const run = {
      ...order,
      blueprint: { ...blueprint, erase: 'always' as const },
      consent: { udids: ['a'], typedCount: 1 },
    }
    station.orders.start(run)
    await settled()
    expect(station.stage('a')).toBe('away')
    station.engine.dispatch('a', { type: 'returnOverdue', at: 9 })
    expect(station.stage('a')).toBe('needsAttention')
    station.orders.retry({ udids: ['a'], consent: null })
    await settled()
    expect(station.stage('a')).toBe('awaitingEnrollment')
  })

  it('asks Intune again about a refused device that somebody took away, and starts anew with one that is here', async () => {
    const station = smallStation()
    await station.attach('a')
    station.orders.start(order)
    await settled()
    const refused = { type: 'intuneState', at: 9, state: 'failed', fresh: true } as const
    station.engine.dispatch('a', refused)
    station.engine.detached('a')
    const first = station.engine.state('a').run?.id
    station.orders.retry({ udids: ['a'], consent: null })
    expect([station.stage('a'), station.engine.state('a').run?.id]).toEqual(['awaitingEnrollment', first])
    await station.attach('a')
    station.engine.dispatch('a', refused)
    station.orders.retry({ udids: ['a'], consent: null })
    await settled()
    expect(station.engine.state('a').run?.id).not.toBe(first)
    expect(station.stage('a')).toBe('awaitingEnrollment')
  })

  it('takes only what failed of a batch, not what was stopped', async () => {
    const station = smallStation({
      steps: {
        wifi: ({ udid }) =>
          udid === 'a' ? Promise.reject(new AppError('stage.secretMissing', { name: 'w' })) : new Promise(() => {}),
      },
    })
    await station.attach('a', 'b', 'c')
    const batchId = station.orders.start({ ...order, udids: ['a', 'b', 'c'], waivePilot: true })
    await settled()
    station.engine.detached('b')
    station.orders.cancel(['b'])
    await station.attach('b')
    const before = ['a', 'b', 'c'].map((udid) => station.engine.state(udid).run?.id)
    station.orders.retry({ batchId, consent: null })
    await settled()
    const after = ['a', 'b', 'c'].map((udid) => station.engine.state(udid).run?.id)
    expect(after.map((id, index) => id === before[index])).toEqual([false, true, true])
  })
})

import { describe, expect, it } from 'vitest'
import { blueprintDigest } from '../../electron/engine/blueprint-digest.ts'
import { AppError } from '../../src-shared/errors.ts'
import { setupAssistant } from './fixtures.ts'
import { settled, smallStation } from './small-station.ts'

const blueprint = { ...setupAssistant, erase: 'never' as const }
const udids = ['a', 'b', 'c']
const order = { udids, blueprint, consent: null }

/** A step that ends when the test says so, well or badly. */
function gate() {
  const waiting: PromiseWithResolvers<object>[] = []
  return {
    step: () => {
      const one = Promise.withResolvers<object>()
      waiting.push(one)
      return one.promise
    },
    pass: () => {
      waiting.shift()?.resolve({})
      return settled()
    },
    fail: () => {
      waiting.shift()?.reject(new AppError('stage.verifyMismatch', { what: 'x', sent: '1', stored: '2' }))
      return settled()
    },
  }
}

describe('the first device of a new blueprint', () => {
  it('runs alone, and the others begin by themselves once it is prepared', async () => {
    const verify = gate()
    const station = smallStation({ steps: { verify: verify.step } })
    await station.attach(...udids)
    station.orders.start(order)
    await settled()
    expect(udids.map(station.stage)).toEqual(['running', 'held', 'held'])
    expect(station.engine.state('b').run?.hold).toEqual({ why: 'pilotRunning', pilot: 'a' })
    expect(station.engine.feed.list().find(({ udid }) => udid === 'b')).toMatchObject({ safeToUnplug: true })
    await verify.pass()
    expect(udids.map(station.stage)).toEqual(['awaitingEnrollment', 'running', 'running'])
    expect(station.lines.filter(({ event }) => event.type === 'released').map(({ udid }) => udid)).toEqual(['b', 'c'])
  })

  it('that fails keeps the others waiting until a person says what is to become of them', async () => {
    const verify = gate()
    const station = smallStation({ steps: { verify: verify.step } })
    await station.attach(...udids)
    station.orders.start(order)
    await settled()
    await verify.fail()
    expect(udids.map(station.stage)).toEqual(['needsAttention', 'held', 'held'])
    expect(station.engine.state('b').run?.hold).toEqual({ why: 'pilotStopped', pilot: 'a' })
    station.orders.cancel(['c'])
    station.orders.release(['b'])
    await settled()
    expect(udids.map(station.stage)).toEqual(['needsAttention', 'running', 'ready'])
  })

  it('that is tried again with success lets the others go', async () => {
    const verify = gate()
    const station = smallStation({ steps: { verify: verify.step } })
    await station.attach(...udids)
    const batchId = station.orders.start(order)
    await settled()
    await verify.fail()
    station.orders.retry({ batchId, consent: null })
    await settled()
    expect(udids.map(station.stage)).toEqual(['running', 'held', 'held'])
    expect(station.engine.state('a').run?.batchId).toBe(batchId)
    expect(station.engine.state('b').run?.hold).toEqual({ why: 'pilotRunning', pilot: 'a' })
    await verify.pass()
    expect(udids.map(station.stage)).toEqual(['awaitingEnrollment', 'running', 'running'])
  })

  it('is not waited for when that was waived, nor when the blueprint has proved itself under any name', async () => {
    const waived = smallStation({ steps: { verify: gate().step } })
    await waived.attach(...udids)
    waived.orders.start({ ...order, waivePilot: true })
    await settled()
    expect(udids.map(waived.stage)).toEqual(['running', 'running', 'running'])

    const proved = smallStation()
    await proved.attach('a')
    proved.orders.start({ ...order, udids: ['a'] })
    await settled()
    const later = smallStation({ lines: proved.lines, steps: { verify: gate().step } })
    await later.attach('b', 'c')
    later.orders.start({ ...order, udids: ['b', 'c'], blueprint: { ...blueprint, id: 'other', name: 'Other' } })
    await settled()
    expect(['b', 'c'].map(later.stage)).toEqual(['running', 'running'])
    expect(later.pilots.hasProved({ ...blueprint, language: 'fr' })).toBe(false)
  })

  it('is still the pilot after a restart, and what it has proved meanwhile is made up for', async () => {
    const verify = gate()
    const before = smallStation({ steps: { verify: verify.step } })
    await before.attach(...udids)
    before.orders.start(order)
    await settled()
    const after = smallStation({ lines: before.lines.slice() })
    expect(udids.map(after.stage)).toEqual(['interrupted', 'held', 'held'])
    await after.attach(...udids)
    expect(udids.map(after.stage)).toEqual(['awaitingEnrollment', 'awaitingEnrollment', 'awaitingEnrollment'])

    // The power went after the pilot was prepared and before anybody was released.
    await verify.pass()
    const cut = before.lines.findIndex(({ event }) => event.type === 'released')
    const late = smallStation({ lines: before.lines.slice(0, cut) })
    expect(late.engine.state('b').run?.hold).toBeNull()
  })
})

it('a blueprint means the same under another name and with its panes in another order', () => {
  const panes = { ...blueprint, skipSetup: ['Siri', 'TOS'] }
  expect(blueprintDigest(panes)).toBe(blueprintDigest({ ...panes, id: 'x', name: 'X', skipSetup: ['TOS', 'Siri'] }))
  expect(blueprintDigest(panes)).not.toBe(blueprintDigest({ ...panes, erase: 'always' }))
})

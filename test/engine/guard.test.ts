import { describe, expect, test } from 'vitest'
import { Guard } from '../../electron/engine/guard.ts'
import { next } from '../../electron/engine/machine.ts'
import { planDevice } from '../../electron/engine/planner.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState } from '../../electron/engine/state.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { bench, setupAssistant, used } from './fixtures.ts'

const { udid } = used

function noted(): void {}

/** A device in its run's erase step. */
function erasing(options: {
  readonly eraseConsent: boolean
  readonly findMy?: boolean
  readonly runId?: string
}): DeviceState {
  const { eraseConsent, findMy = false, runId = 'r' } = options
  const plan = planDevice(used, setupAssistant, { ...bench, eraseConsent: true })
  const events: JournalEvent[] = [
    { type: 'attached', at: 1, deviceId: 1, locationId: 5, slot: 1 },
    { type: 'runStarted', at: 2, runId, batchId: 'b', blueprint: setupAssistant, eraseConsent, operator: null },
    { type: 'stepStarted', at: 3, step: 'identify' },
    { type: 'identified', at: 4, facts: { ...used, findMy } },
    { type: 'planned', at: 5, plan },
    { type: 'stepDone', at: 6, step: 'identify', reason: null },
    { type: 'stepStarted', at: 7, step: 'register' },
    { type: 'stepDone', at: 8, step: 'register', reason: null },
    { type: 'stepStarted', at: 9, step: 'erase' },
  ]
  return events.reduce((state, event) => next(state, event).state, unknownDevice(udid))
}

describe('the guard', () => {
  test('gives one warrant for one consent', () => {
    const guard = new Guard()
    guard.grant(udid, 'r')
    expect(guard.redeem(erasing({ eraseConsent: true }), 20, noted).udid).toBe(udid)
    expect(() => guard.redeem(erasing({ eraseConsent: true }), 20, noted)).toThrow(/nobody agreed/)
  })

  test('gives none to a run that nobody consented for, also when another run of the same device had consent', () => {
    const guard = new Guard()
    expect(() => guard.redeem(erasing({ eraseConsent: true }), 20, noted)).toThrow(/nobody agreed/)
    guard.grant(udid, 'earlier')
    expect(() => guard.redeem(erasing({ eraseConsent: true }), 20, noted)).toThrow(/nobody agreed/)
    guard.grant(udid, 'r')
    expect(() => guard.redeem(erasing({ eraseConsent: false }), 20, noted)).toThrow(/nobody agreed/)
  })

  test('gives none while Find My is on, whatever was consented', () => {
    const guard = new Guard()
    guard.grant(udid, 'r')
    expect(() => guard.redeem(erasing({ eraseConsent: true, findMy: true }), 20, noted)).toThrow(/Find My/)
  })

  test('a consent holds again only for the run it was given for, and only until its erase is done', () => {
    const guard = new Guard()
    const state = erasing({ eraseConsent: true })
    guard.grant(udid, 'r')
    guard.redeem(state, 20, noted)
    guard.renew(state)
    expect(guard.redeem(state, 20, noted).udid).toBe(udid)
    const done = next(state, { type: 'stepDone', at: 10, step: 'erase', reason: null }).state
    guard.renew(done)
    expect(() => guard.redeem(done, 20, noted)).toThrow(/nobody agreed/)
    const unconsented = erasing({ eraseConsent: false })
    guard.renew(unconsented)
    expect(() => guard.redeem(unconsented, 20, noted)).toThrow(/nobody agreed/)
  })

  test('whoever cancelled is heard: neither the consent nor what the device shows brings the erase back', () => {
    const guard = new Guard()
    const cancelled = next(erasing({ eraseConsent: true }), { type: 'cancelRequested', at: 12 }).state
    guard.grant(udid, 'r')
    expect(() => guard.redeem(cancelled, 20, noted)).toThrow(/nobody agreed/)
    guard.revoke(udid)
    guard.renew(cancelled)
    expect(() => guard.redeem(erasing({ eraseConsent: true }), 20, noted)).toThrow(/nobody agreed/)
  })

  test('the order is written down before there is a warrant, and what is not written gives none', () => {
    const guard = new Guard()
    guard.grant(udid, 'r')
    const full = (): void => {
      throw new Error('the disk is full')
    }
    expect(() => guard.redeem(erasing({ eraseConsent: true }), 20, full)).toThrow(/disk is full/)
    expect(() => guard.redeem(erasing({ eraseConsent: true }), 20, noted)).toThrow(/nobody agreed/)
  })

  test('a consent of the day before gives none', () => {
    const guard = new Guard()
    guard.grant(udid, 'r')
    expect(() => guard.redeem(erasing({ eraseConsent: true }), 25 * 3_600_000, noted)).toThrow(/older than 24 hours/)
  })

  test('a clock that was set back gives none: how old the consent is cannot be told any more', () => {
    const guard = new Guard()
    guard.grant(udid, 'r')
    expect(() => guard.redeem(erasing({ eraseConsent: true }), -3_600_000, noted)).toThrow(/clock/)
    expect(guard.redeem(erasing({ eraseConsent: true }), -60_000, noted).udid).toBe(udid)
  })

  test('after a restart a consent holds on until the erase was ordered', () => {
    const state = erasing({ eraseConsent: true })
    const restarted = new Guard()
    restarted.restore(state)
    expect(restarted.redeem(state, 20, noted).udid).toBe(udid)
    const ordered = next(state, { type: 'eraseOrdered', at: 10, runId: 'r' }).state
    const again = new Guard()
    again.restore(ordered)
    expect(() => again.redeem(ordered, 20, noted)).toThrow(/nobody agreed/)
  })

  test('a typed number that is not the number of devices named starts nothing', () => {
    expect(() => new Guard().checkConsent({ udids: ['a', 'b'], typedCount: 1 })).toThrow(/typed number 1/)
    expect(new Guard().checkConsent({ udids: ['a', 'a'], typedCount: 1 }).size).toBe(1)
  })
})

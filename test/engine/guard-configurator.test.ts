import { describe, expect, it } from 'vitest'
import { useConfiguratorWarrant } from '../../electron/configurator/configurator-warrant.ts'
import type { ConfiguratorWarrant } from '../../electron/configurator/configurator-warrant.ts'
import { Guard } from '../../electron/engine/guard.ts'
import {
  redeemConfigurator,
  redeemConfiguratorPrepare,
  redeemConfiguratorTyped,
} from '../../electron/engine/guard-configurator.ts'
import { next } from '../../electron/engine/machine.ts'
import { planDevice } from '../../electron/engine/planner.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState } from '../../electron/engine/state.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { bench, setupAssistant, used } from './fixtures.ts'

const udid = '00008110-001C604A3405801E'
const ecid = '0x1C604A3405801E'
const now = Date.UTC(2026, 0, 1)
const facts = { ...used, udid, serial: 'F2LX1234ABCD', ecid: String(BigInt(ecid)), findMy: false }

/** A device in its run's erase step, or, with more events, past it. */
function running(more: readonly JournalEvent[] = []): DeviceState {
  const plan = planDevice(facts, setupAssistant, { ...bench, eraseConsent: true })
  const events: JournalEvent[] = [
    { type: 'attached', at: now, deviceId: 1, locationId: 5, slot: 1 },
    {
      type: 'runStarted',
      at: now,
      runId: 'r',
      batchId: 'b',
      blueprint: setupAssistant,
      eraseConsent: true,
      operator: null,
    },
    { type: 'stepStarted', at: now, step: 'identify' },
    { type: 'identified', at: now, facts },
    { type: 'planned', at: now, plan },
    { type: 'stepDone', at: now, step: 'identify', reason: null },
    { type: 'stepStarted', at: now, step: 'register' },
    { type: 'stepDone', at: now, step: 'register', reason: null },
    { type: 'stepStarted', at: now, step: 'erase' },
    ...more,
  ]
  return events.reduce((state, event) => next(state, event).state, unknownDevice(udid))
}

const granted = (): Guard => {
  const guard = new Guard()
  guard.grant(udid, 'r')
  return guard
}
const order = (): void => {}
const code = (one: string) => expect.objectContaining({ code: one })

describe('the consent of a run, for Apple’s cfgutil', () => {
  it('is one warrant for one erase of that device, and used up with it', () => {
    const guard = granted()
    const ordered: string[] = []
    const warrant = redeemConfigurator(guard, running(), 'erase', now, (run) => void ordered.push(run))
    expect(ordered).toEqual(['r'])
    expect(useConfiguratorWarrant(warrant, 'erase')).toBe(ecid)
    expect(() => useConfiguratorWarrant(warrant, 'erase')).toThrow(code('configurator.noWarrant'))
    expect(() => redeemConfigurator(guard, running(), 'restore', now, order)).toThrow(code('stage.eraseNotConsented'))
    expect(() => guard.redeem(running(), now, order)).toThrow(code('stage.eraseNotConsented'))
  })

  it('is not given without the consent, nor with Find My on, nor for a device whose ECID nobody knows', () => {
    expect(() => redeemConfigurator(new Guard(), running(), 'erase', now, order)).toThrow(
      code('stage.eraseNotConsented'),
    )
    const locked = { ...running(), facts: { ...facts, findMy: true } }
    expect(() => redeemConfigurator(granted(), locked, 'erase', now, order)).toThrow(code('stage.findMyOn'))
    const guard = granted()
    const nameless = { ...running(), facts: { ...facts, ecid: null } }
    expect(() => redeemConfigurator(guard, nameless, 'erase', now, order)).toThrow(code('configurator.ecidUnknown'))
    expect(() => redeemConfigurator(guard, running(), 'erase', now, order)).not.toThrow()
  })

  it('prepares only once the erase of the plan is over, and erases nothing', () => {
    const done: JournalEvent = { type: 'stepDone', at: now, step: 'erase', reason: null }
    const back: JournalEvent = { type: 'attached', at: now, deviceId: 2, locationId: 5, slot: 1 }
    expect(() => redeemConfiguratorPrepare(running())).toThrow(code('stage.eraseNotConsented'))
    expect(() => redeemConfiguratorPrepare(unknownDevice(udid))).toThrow(code('stage.eraseNotConsented'))
    const warrant = redeemConfiguratorPrepare(running([done, back]))
    expect(() => useConfiguratorWarrant(warrant, 'erase')).toThrow(code('configurator.noWarrant'))
    expect(useConfiguratorWarrant(warrant, 'prepare')).toBe(ecid)
  })
})

describe('the consent of somebody who typed the end of a serial number, for cfgutil', () => {
  it('is for what was asked, once, and cannot be made up', () => {
    const warrant = redeemConfiguratorTyped(new Guard(), facts, 'restore', 'abcd')
    expect(() => useConfiguratorWarrant(warrant, 'erase')).toThrow(code('configurator.noWarrant'))
    expect(useConfiguratorWarrant(warrant, 'restore')).toBe(ecid)
    const madeUp: ConfiguratorWarrant = { udid, ecid, verb: 'restore', token: Symbol('restore') }
    expect(() => useConfiguratorWarrant(madeUp, 'restore')).toThrow(code('configurator.noWarrant'))
  })

  it.each(['', 'ABC', 'ABCE', 'yes'])('is not given by typing "%s"', (typed) => {
    expect(() => redeemConfiguratorTyped(new Guard(), facts, 'erase', typed)).toThrow(code('prove.serialMismatch'))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Automation } from '../../electron/engine/automation.ts'
import { matchesDevice } from '../../electron/engine/automation-match.ts'
import type { Change } from '../../electron/engine/ports.ts'
import { automationMatch, automationRule } from '../../src-shared/automation.ts'
import type { AutomationRule } from '../../src-shared/automation.ts'
import { AppError } from '../../src-shared/errors.ts'
import { fresh, setupAssistant, used } from './fixtures.ts'
import { settled, smallStation } from './small-station.ts'
import type { Line } from './small-station.ts'
import { standingClock } from './standing-clock.ts'

const blueprint = { ...setupAssistant, erase: 'always' as const }
const rule = automationRule.parse({ id: 'r', name: 'Carts', blueprintId: blueprint.id, countdownSeconds: 10 })
const armed = { id: 'r', operator: 'Ada', maximum: 2, minutes: 60, typedCount: 2 }
const minute = 60_000

function automatedStation(rules: AutomationRule[] = [rule], lines: Line[] = [], beforeRead?: () => Promise<void>) {
  const book = { blueprint }
  const clock = standingClock()
  const erased: string[] = []
  let automation: Automation | null = null
  const station = smallStation({
    clock,
    lines,
    ...(beforeRead !== undefined && { beforeRead }),
    facts: (udid) => ({ ...used, udid, serial: `S${udid}` }),
    steps: {
      erase: ({ udid }) => {
        station.engine.orderErase(udid)
        erased.push(udid)
        return Promise.resolve({})
      },
    },
    observe: (change: Change) => automation?.observe(change),
  })
  automation = new Automation({
    standing: station.guard.standing,
    rules: { list: () => Promise.resolve(rules), put: () => Promise.resolve(), remove: () => Promise.resolve() },
    blueprint: (id) =>
      id === blueprint.id
        ? Promise.resolve(book.blueprint)
        : Promise.reject(new AppError('stage.unknownBlueprint', { id })),
    start: (order) => station.orders.startByRule(order),
    state: (udid) => station.engine.state(udid),
    intuneKnows: (serial) => Promise.resolve(serial === 'Sknown'),
    station: 'bench-1',
    clock,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => ({}) as never },
  })
  return { ...station, automation, clock, erased, book }
}

const runsOf = (lines: readonly Line[]) => lines.filter(({ event }) => event.type === 'runStarted')

describe('an armed rule', () => {
  it('starts a device that is plugged in, after the countdown, in the name of whoever armed it', async () => {
    const { automation, attach, clock, lines, erased } = automatedStation()
    await automation.arm(armed)
    await attach('a')
    expect((await automation.view()).countdowns).toEqual([
      { udid: 'a', serial: 'Sa', ruleId: 'r', startsAt: clock.now() + 10_000 },
    ])
    await clock.pass(9_999)
    expect(runsOf(lines)).toEqual([])
    await clock.pass(1)
    await settled()
    expect(runsOf(lines)[0]?.event).toMatchObject({ operator: 'Ada', rule: 'r', eraseConsent: true })
    expect(erased).toEqual(['a'])
    expect(await automation.view()).toMatchObject({
      armed: [{ used: 1, maximum: 2, station: 'bench-1' }],
      countdowns: [],
    })
  })

  it('is disarmed by a blueprint that does something else now than when it was armed', async () => {
    const { automation, attach, clock, lines, book } = automatedStation()
    await automation.arm(armed)
    await attach('a')
    book.blueprint = { ...blueprint, eraseWith: 'restore' }
    await clock.pass(minute)
    await settled()
    expect(runsOf(lines)).toEqual([])
    expect(await automation.view()).toMatchObject({ armed: [], countdowns: [] })
  })

  it('goes on with a blueprint that only got another name', async () => {
    const { automation, attach, clock, erased, book } = automatedStation()
    await automation.arm(armed)
    book.blueprint = { ...blueprint, name: 'Carts of the second floor' }
    await attach('a')
    await clock.pass(minute)
    await settled()
    expect(erased).toEqual(['a'])
  })

  it('leaves alone what was there before, what is pulled in time, and what it has done already', async () => {
    const { automation, attach, clock, lines, engine } = automatedStation()
    await attach('early')
    await automation.arm(armed)
    await clock.pass(minute)
    await attach('a')
    engine.detached('a')
    expect((await automation.view()).countdowns).toEqual([])
    await clock.pass(minute)
    expect(runsOf(lines)).toEqual([])
    await attach('a')
    await clock.pass(minute)
    await settled()
    engine.dispatch('a', { type: 'stepFailed', at: 1, step: 'pair', error: { code: 'x', message: 'x', details: {} } })
    engine.detached('a')
    await attach('a')
    engine.dispatch('a', { type: 'cancelRequested', at: 1 })
    engine.detached('a')
    await attach('a')
    await clock.pass(minute)
    expect(runsOf(lines)).toHaveLength(1)
  })

  it('leaves alone what was plugged in before and could only be read after', async () => {
    const read = Promise.withResolvers<void>()
    const { automation, attach, clock, lines } = automatedStation([rule], [], () => read.promise)
    await attach('early')
    await clock.pass(1)
    await automation.arm(armed)
    await attach('a')
    read.resolve()
    await settled()
    expect((await automation.view()).countdowns.map(({ udid }) => udid)).toEqual(['a'])
    await clock.pass(minute)
    await settled()
    expect(runsOf(lines).map(({ udid }) => udid)).toEqual(['a'])
  })

  it('wants the typed number where its blueprint may erase, and stops at its maximum and at its end', async () => {
    const { automation, attach, clock, erased } = automatedStation()
    await expect(automation.arm({ ...armed, typedCount: 1 })).rejects.toMatchObject({ code: 'stage.consentMismatch' })
    await expect(automation.arm({ ...armed, id: 'q' })).rejects.toMatchObject({ code: 'automation.unknownRule' })
    await automation.arm({ ...armed, maximum: 1, typedCount: 1 })
    await attach('a', 'b')
    await clock.pass(10_000)
    await settled()
    expect(erased).toEqual(['a'])
    await automation.arm({ ...armed, minutes: 1 })
    await clock.pass(minute)
    await attach('c')
    await clock.pass(minute)
    expect(erased).toEqual(['a'])
  })

  it('asks Intune only where it says so', async () => {
    const rules = [automationRule.parse({ ...rule, match: { inIntune: true } })]
    const { automation, attach, clock, lines } = automatedStation(rules)
    await automation.arm(armed)
    await attach('stranger', 'known')
    await clock.pass(10_000)
    expect(runsOf(lines).map(({ udid }) => udid)).toEqual(['known'])
  })

  it('is not armed any more after a restart, not even for a run it has started', async () => {
    const before = automatedStation()
    await before.automation.arm(armed)
    await before.attach('a')
    await before.clock.pass(10_000)
    const started = before.lines.slice(0, before.lines.findIndex(({ event }) => event.type === 'runStarted') + 1)
    const after = automatedStation([rule], started)
    await after.attach('a', 'b')
    await after.clock.pass(minute)
    await settled()
    expect(after.erased).toEqual([])
    expect(after.engine.state('a').run?.error?.code).toBe('stage.eraseNotConsented')
    expect(runsOf(after.lines)).toHaveLength(1)
  })
})

it('nothing is erased without a rule that is armed, within its count and before its end', async () => {
  const udids = ['a', 'b', 'c', 'd']
  const act = fc.oneof(
    fc.record({
      kind: fc.constant('arm' as const),
      maximum: fc.integer({ min: 1, max: 3 }),
      minutes: fc.integer({ min: 1, max: 2 }),
    }),
    fc.record({ kind: fc.constantFrom('attach' as const, 'detach' as const), udid: fc.constantFrom(...udids) }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: minute }) }),
    fc.constant({ kind: 'disarm' as const }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 16 }), async (acts) => {
      const { automation, engine, clock, erased, stage } = automatedStation()
      let left = 0
      let end = 0
      for (const one of acts) {
        const before = erased.length
        const from = clock.now()
        if (one.kind === 'arm') {
          await automation.arm({ ...armed, maximum: one.maximum, minutes: one.minutes, typedCount: one.maximum })
          left = one.maximum
          end = clock.now() + one.minutes * minute
        }
        if (one.kind === 'disarm') automation.disarm('r')
        if (one.kind === 'disarm') left = 0
        if (one.kind === 'attach' && engine.state(one.udid).presence !== 'attached')
          engine.attached(one.udid, clock.now(), 1, udids.indexOf(one.udid) + 1)
        if (one.kind === 'detach') engine.detached(one.udid)
        if (one.kind === 'pass') await clock.pass(one.ms)
        await settled(6)
        const now = erased.length - before
        expect(now).toBeLessThanOrEqual(left)
        if (now > 0) expect(from).toBeLessThan(end)
        left -= now
        for (const udid of udids) expect(stage(udid)).toBeDefined()
      }
    }),
    { numRuns: 60 },
  )
})

describe('what a rule asks for', () => {
  const match = (what: object) => matchesDevice(automationMatch.parse(what), { ...fresh, osVersion: '17.7.2' }, 3)

  it.each([
    [{}, true],
    [{ models: ['iPhone14,*'] }, true],
    [{ models: ['iPad13,*', 'iPhone14,4'] }, false],
    [{ osFrom: '17.7.2', osTo: '17' }, true],
    [{ osFrom: '17.10' }, false],
    [{ osTo: '17.6' }, false],
    [{ slots: [1, 3] }, true],
    [{ slots: [1] }, false],
    [{ supervised: true }, false],
    [{ serials: [' test00000001'] }, true],
  ])('%j', (what, expected) => expect(match(what)).toBe(expected))

  it('is not met by what a device does not tell', () => {
    const silent = { ...fresh, osVersion: null, supervised: null, serial: null, productType: null }
    for (const what of [{ osTo: '99' }, { supervised: false }, { serials: ['X'] }, { models: ['*'] }, { slots: [1] }])
      expect(matchesDevice(automationMatch.parse(what), silent, null)).toBe(false)
  })
})

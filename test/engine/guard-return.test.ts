import { describe, expect, it } from 'vitest'
import { Guard } from '../../electron/engine/guard.ts'
import { redeemTenantRun } from '../../electron/engine/guard-tenant.ts'
import { planDevice } from '../../electron/engine/planner.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState, RunState } from '../../electron/engine/state.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { TenantTarget } from '../../src-shared/tenant-consent.ts'
import { bench, returning, setupAssistant, used } from './fixtures.ts'

const hour = 3_600_000
const now = 1_800_000_000_000
const serial = 'TEST00000001'
const target: TenantTarget = { serial, recordId: 'r1', verb: 'retire' }

function codeOf(act: () => unknown): string | null {
  try {
    act()
    return null
  } catch (error) {
    return error instanceof AppError ? error.code : 'unexpected'
  }
}

function inRun(change: Partial<RunState> = {}): DeviceState {
  const plan = planDevice(used, returning, { ...bench, eraseConsent: true })
  const run: Partial<RunState> = {
    id: 'run',
    blueprint: returning,
    eraseConsent: true,
    status: 'active',
    plan,
    steps: [],
    rule: null,
    operator: 'a',
    startedAt: now - hour,
    ...change,
  }
  return { ...unknownDevice(used.udid), facts: used, run: run as RunState }
}

describe('the consent to a return', () => {
  const ask = (state: DeviceState, wanted: TenantTarget = target) =>
    codeOf(() => redeemTenantRun(new Guard(), state, wanted, now))

  it('covers what the plan says of the tenant, and nothing else', () => {
    expect(ask(inRun())).toBeNull()
    expect(ask(inRun(), { ...target, verb: 'deleteRecord' })).toBeNull()
    expect(ask(inRun(), { serial, recordId: null, verb: 'removeSerial' })).toBe('outbox.noWarrant')
    expect(ask(inRun(), { ...target, verb: 'wipe' })).toBe('outbox.noWarrant')
    expect(ask(inRun(), { ...target, serial: 'TEST00000002' })).toBe('outbox.noWarrant')
  })

  it('is none without an agreement, in another kind of run, after the run, or a day later', () => {
    expect(ask(inRun({ eraseConsent: false }))).toBe('outbox.noWarrant')
    expect(ask(inRun({ blueprint: setupAssistant }))).toBe('outbox.noWarrant')
    expect(ask(inRun({ status: 'prepared' }))).toBe('outbox.noWarrant')
    expect(ask(inRun({ rule: 'disarmed' }))).toBe('outbox.noWarrant')
    expect(ask(inRun({ startedAt: now - 25 * hour }))).toBe('outbox.consentOver')
  })
})

describe('an erase where Find My is on', () => {
  const step = (name: string, reason: string) => ({ name, outcome: 'done', reason, startedAt: 1, endedAt: 2 })
  const ask = (change: Partial<RunState>, reason: string) => {
    const state = inRun({ ...change, steps: [step('bypassCode', reason)] as unknown as RunState['steps'] })
    const guard = new Guard()
    guard.grant(state.udid, 'run')
    return codeOf(() => guard.redeem({ ...state, facts: { ...used, findMy: true } }, now, () => {}))
  }

  it('comes only from a return that keeps the bypass code', () => {
    expect(ask({}, 'bypassCode.kept')).toBeNull()
    expect(ask({}, 'bypassCode.already')).toBeNull()
    expect(ask({}, 'bypassCode.none')).toBe('stage.findMyOn')
    expect(ask({ blueprint: setupAssistant }, 'bypassCode.kept')).toBe('stage.findMyOn')
  })
})

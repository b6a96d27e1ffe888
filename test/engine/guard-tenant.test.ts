import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Guard } from '../../electron/engine/guard.ts'
import { redeemSerialRemovals, redeemTenantStored, redeemTenantTyped } from '../../electron/engine/guard-tenant.ts'
import { useTenantWarrant } from '../../electron/graph/tenant-warrant.ts'
import { AppError } from '../../src-shared/errors.ts'
import { intent, tenantTargetOf } from '../../src-shared/outbox.ts'
import type { Intent } from '../../src-shared/outbox.ts'
import { tenantVerbs } from '../../src-shared/tenant-consent.ts'
import type { TenantTarget } from '../../src-shared/tenant-consent.ts'

const hour = 3_600_000
const now = 1_800_000_000_000
const serial = 'TEST00000001'

function codeOf(act: () => unknown): string | null {
  try {
    act()
    return null
  } catch (error) {
    return error instanceof AppError ? error.code : 'unexpected'
  }
}

const target: TenantTarget = { serial, recordId: 'r1', verb: 'retire' }

describe('a warrant for the tenant', () => {
  it('is for one thing, one record, one device, and used up by it', () => {
    const [warrant = null] = redeemTenantTyped(new Guard(), [target], { operator: 'a', typed: '0001' }, now)
    for (const other of [
      { ...target, serial: 'TEST00000002' },
      { ...target, recordId: 'r2' },
      { ...target, verb: 'wipe' as const },
    ])
      expect(codeOf(() => useTenantWarrant(warrant, other))).toBe('outbox.noWarrant')
    expect(useTenantWarrant(warrant, target)).toMatchObject({ operator: 'a', way: 'serialEnd', typed: '0001' })
    expect(codeOf(() => useTenantWarrant(warrant, target))).toBe('outbox.noWarrant')
  })

  it('to take imported serial numbers away wants their number, and none of them protected', () => {
    const guard = new Guard()
    const redeem = (serials: readonly string[], typedCount: number) =>
      redeemSerialRemovals(guard, serials, { operator: 'a', typedCount }, now)
    expect(codeOf(() => redeem([serial, 'TEST00000002'], 1))).toBe('intune.countDiffers')
    const [warrant = null] = redeem([serial], 1)
    const wanted: TenantTarget = { serial, recordId: null, verb: 'removeSerial' }
    expect(codeOf(() => useTenantWarrant(warrant, { ...wanted, serial: 'TEST00000002' }))).toBe('outbox.noWarrant')
    expect(useTenantWarrant(warrant, wanted)).toMatchObject({ operator: 'a', way: 'count' })
    guard.protected.set({ ...guard.protected.lists, never: ['TEST00000002'] })
    expect(codeOf(() => redeem([serial, 'TEST00000002'], 2))).toBe('stage.neverErase')
  })

  it('wants the end of one serial number, or the number of several, and all or none', () => {
    const two = [target, { ...target, serial: 'TEST00000002', recordId: 'r2' }]
    const guard = new Guard()
    const ask = (targets: readonly TenantTarget[], typed: string) =>
      codeOf(() => redeemTenantTyped(guard, targets, { operator: null, typed }, now))
    expect(ask([target], '1')).toBe('outbox.consentSerial')
    expect(ask([target], '0002')).toBe('outbox.consentSerial')
    expect(ask(two, '0001')).toBe('outbox.consentCount')
    expect(ask(two, '2')).toBeNull()
    // Two records of one device are one device.
    expect(ask([target, { ...target, recordId: 'r3' }], '0001')).toBeNull()
    guard.protected.set({ onlyListed: false, allowed: [], never: ['TEST00000002'] })
    expect(ask(two, '2')).toBe('stage.neverErase')
  })
})

const anyIntent: fc.Arbitrary<Intent> = fc
  .record({
    kind: fc.constantFrom(...tenantVerbs, 'importSerial' as const, 'setName' as const),
    state: fc.constantFrom(
      'waiting',
      'waiting',
      'waiting',
      'sending',
      'unconfirmed',
      'done',
      'refused',
      'needsPerson',
      'dropped',
    ),
    origin: fc.constantFrom(null, null, null, 'another site'),
    age: fc.constantFrom(-48 * hour, -hour, 0, hour, 24 * hour, 24 * hour + 1, 30 * 24 * hour, null),
  })
  .map(({ kind, state, origin, age }) => {
    const more = { importSerial: { details: null }, removeSerial: {}, setName: { recordId: 'r1', name: 'n' } }
    const wipe = { recordId: 'r1', keepEsimDataPlan: true }
    const task = { kind, ...(kind in more ? more[kind as keyof typeof more] : wipe) }
    const consent = { operator: null, at: now - (age ?? 0), way: 'serialEnd', typed: '0001', runId: null }
    const ends = { sentAt: null, endedAt: null, requestId: null, lastError: null, before: null, note: null }
    const id = '11111111-1111-4111-8111-111111111111'
    const base = { id, serial, tenantId: 't', attempts: 0, createdAt: now, ...ends }
    return intent.parse({ ...base, task, state, origin, consent: age === null ? null : consent })
  })

describe('a consent kept with an intent', () => {
  it('makes a warrant only when it is fresh, matches what was read, and nothing may have been sent', () => {
    const seenSerial = fc.constantFrom(serial, serial, 'TEST00000002')
    const seenRecord = fc.constantFrom('r1', 'r1', 'r2', null)
    const action = fc.constantFrom(null, null, 'none', 'pending', 'active', 'done', 'failed')
    let given = 0
    fc.assert(
      fc.property(anyIntent, seenSerial, seenRecord, action, fc.boolean(), (one, theirs, recordId, state, isBarred) => {
        const guard = new Guard()
        if (isBarred) guard.protected.set({ onlyListed: false, allowed: [], never: [serial] })
        const seen = { recordId, serial: theirs, action: state }
        const refused = codeOf(() => redeemTenantStored(guard, one, seen, now))
        const wanted = tenantTargetOf(one)
        const { consent } = one
        const isFresh = consent !== null && consent.at >= now - 24 * hour && consent.at <= now + hour / 2
        const isDeletion = wanted?.verb === 'deleteRecord' || wanted?.verb === 'removeSerial'
        const mayGo = one.state === 'waiting' || (isDeletion && ['sending', 'unconfirmed'].includes(one.state))
        const isRead = theirs === serial && recordId === wanted?.recordId && state !== 'pending' && state !== 'active'
        const should = wanted !== null && isFresh && mayGo && isRead && one.origin === null && !isBarred
        expect(refused === null, JSON.stringify({ one, seen, refused })).toBe(should)
        if (refused === null) given += 1
      }),
      { numRuns: 3_000, seed: 4 },
    )
    expect(given).toBeGreaterThan(10)
  })
})

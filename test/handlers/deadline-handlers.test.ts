import { describe, expect, it } from 'vitest'
import { listDeadlines } from '../../electron/handlers/deadline-handlers.ts'
import type { DeadlineServices } from '../../electron/handlers/deadline-handlers.ts'
import type { GraphClient } from '../../electron/graph/call.ts'
import type { DeviceState } from '../../electron/engine/state.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import { AppError } from '../../src-shared/errors.ts'
import { fresh } from '../engine/fixtures.ts'

const minute = 60_000
const day = 24 * 60 * minute

function services(changes: Partial<DeadlineServices> = {}): DeadlineServices {
  const silent = {
    get: () => Promise.reject(new AppError('graph.unreachable', { host: 'graph' })),
    pages: () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new AppError('graph.unreachable', { host: 'g' })) }),
    }),
  } as unknown as GraphClient
  return {
    graph: silent,
    facts: { all: async () => [] },
    provisional: { all: async () => [], of: async () => null },
    states: () => [],
    clock: { now: () => 100 * day },
    ...changes,
  }
}

/** A device whose run waits since then for somebody to install a profile. */
function waitsToInstall(step: 'enroll' | 'wifi', at: number): DeviceState {
  const state = unknownDevice('u1')
  return {
    ...state,
    facts: { ...fresh, serial: 'SERIAL01' },
    run: { status: 'active', tap: 'installProfile', tapSince: at, current: step } as unknown as DeviceState['run'],
  }
}

describe('what lapses', () => {
  it('a handed-over enrollment profile: eight minutes for the tap, fifteen for its certificate, each from the handing over', async () => {
    const now = 100 * day
    const states = () => [waitsToInstall('enroll', now - 2 * minute)]
    const { items } = await listDeadlines(services({ states }))
    expect(items.map(({ kind, of, remaining }) => [kind, of, remaining / minute])).toEqual([
      ['downloadedProfile', 'SERIAL01', 6],
      ['scepChallenge', 'SERIAL01', 13],
    ])
  })

  it('any other profile has no certificate to wait for', async () => {
    const states = () => [waitsToInstall('wifi', 100 * day - minute)]
    const { items } = await listDeadlines(services({ states }))
    expect(items.map(({ kind }) => kind)).toEqual(['downloadedProfile'])
  })

  it('five hundred provisional devices are one line, with the soonest; those that are settled are none', async () => {
    const now = 100 * day
    const settled = { serial: 'OLD', addedAt: 0, state: 'settled', endsAt: now - day } as const
    const waiting = { serial: 'NEW', addedAt: now, state: 'waiting', endsAt: null } as const
    const open = Array.from({ length: 500 }, (_, index) => ({
      serial: `S${index}`,
      addedAt: 0,
      state: 'open' as const,
      endsAt: now + (index + 10) * day,
    }))
    const provisional = { all: async () => [settled, ...open, waiting], of: async () => null }
    const { items } = await listDeadlines(services({ provisional }))
    expect(items).toEqual([
      { kind: 'provisionalPeriod', of: 'S0', dueAt: now + 10 * day, state: 'ok', remaining: 10 * day, count: 500 },
    ])
    const none = await listDeadlines(services({ provisional: { all: async () => [settled], of: async () => null } }))
    expect(none.items).toEqual([])
  })

  it('Apple out of reach leaves a gap that is said', async () => {
    const all = () => Promise.reject(new AppError('abm.notConnected'))
    const { items, unknown } = await listDeadlines(services({ provisional: { all, of: async () => null } }))
    expect(items).toEqual([])
    expect(unknown).toContain('provisionalPeriod')
  })
})

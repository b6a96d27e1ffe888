import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AbmDesk } from '../../electron/abm/abm-desk.ts'
import type { GraphClient } from '../../electron/graph/call.ts'
import { ProvisionalPeriods } from '../../electron/handlers/provisional-periods.ts'
import { openAbmBench } from './abm-bench.ts'
import type { AbmBench } from './abm-bench.ts'

let bench: AbmBench
let desk: AbmDesk
let serials: readonly string[]

beforeAll(async () => {
  bench = await openAbmBench(2)
  serials = bench.serials
  desk = bench.desk()
  await desk.connect(await bench.newAccount())
})
afterAll(() => bench?.tenant.dispose())

describe('devices that were added by hand', () => {
  const hand = ['HANDADDED1', 'HANDADDED2'] as const

  it('are told from bought ones, with the end of the time in which their users may leave management', async () => {
    await bench.apple('add-devices', { devices: hand.map((serial) => ({ serial, source: 'MANUALLY_ADDED' })) })
    await desk.assign('Intune', [hand[0], serials[0] ?? ''])
    const { addedAt } = (await desk.device(hand[0])).device
    const enrolledAt = (addedAt ?? 0) + 3_600_000
    const batches: unknown[] = []
    const graph = {
      batch: async (_version: string, items: readonly { readonly id: string; readonly path: string }[]) => {
        batches.push(items)
        const enrolledDateTime = new Date(enrolledAt).toISOString()
        return items.map(({ id, path }) => {
          const serialNumber = /'(\w+)'/.exec(decodeURIComponent(path))?.[1]
          return { id, status: 200, body: { value: [{ id: `m${id}`, serialNumber, enrolledDateTime }] } }
        })
      },
    } as unknown as GraphClient
    let now = enrolledAt
    const periods = new ProvisionalPeriods({ abm: desk, graph, clock: { now: () => now } })
    const endsAt = enrolledAt + 30 * 24 * 3_600_000
    expect(await periods.of(hand[0])).toEqual({ serial: hand[0], addedAt, state: 'open', endsAt })
    expect([await periods.of(serials[0] ?? ''), await periods.of('NOBODYHAS1')]).toEqual([null, null])
    const all = await periods.all()
    expect(all.map(({ serial, state }) => [serial, state])).toEqual([
      [hand[0], 'open'],
      [hand[1], 'waiting'],
    ])
    // Known by now: neither Apple nor Intune is asked again.
    expect(await periods.of(hand[1])).toBe(all[1])
    expect(batches).toHaveLength(2)
    now = endsAt
    expect((await periods.all()).map(({ serial, state }) => [serial, state])).toEqual([
      [hand[1], 'waiting'],
      [hand[0], 'settled'],
    ])
  })
})

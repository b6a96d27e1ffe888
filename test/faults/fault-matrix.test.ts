import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../electron/practice/cart/seeded-random.ts'
import type { StepName } from '../../src-shared/step.ts'
import { openFaultBench, routeIds } from './fault-cells.ts'
import type { FaultBench, MatrixRoute } from './fault-cells.ts'
import { troubles } from './troubles.ts'

// `npm test` tries a few cells drawn by a seed, `npm run test:faults` every one (SLIPWAY_FAULTS=all).
const all = process.env['SLIPWAY_FAULTS'] === 'all'
const seed = process.env['SLIPWAY_FAULTS_SEED'] ?? 'cells'

/** The steps of each route that do something to a device in use. */
const steps: Readonly<Record<MatrixRoute, readonly StepName[]>> = {
  bench: [
    'identify',
    'power',
    'register',
    'erase',
    'pair',
    'activate',
    'trust',
    'wifi',
    'name',
    'language',
    'supervise',
    'verify',
    'enroll',
  ],
  direct: ['identify', 'power', 'register', 'trust', 'wifi', 'name', 'enroll'],
}
const share: Readonly<Record<MatrixRoute, number>> = { bench: 8, direct: 4 }

describe.each(['bench', 'direct'] as const)('trouble in the middle of a step, route %s', (route) => {
  const cells = drawn(
    steps[route].flatMap((step) => troubles.map((trouble) => ({ step, trouble }))),
    share[route],
    `${seed} ${route}`,
  ).map((cell, index) => ({ ...cell, index }))
  let fault: FaultBench
  const ends: Record<string, number> = {}

  beforeAll(async () => {
    fault = await openFaultBench(route, cells.length, (usual) =>
      // Another language than the devices have: one that is there already is not set again.
      usual.map((one) =>
        one.id === routeIds.bench ? { ...one, language: 'fr', locale: 'fr_CA', erase: 'always' } : one,
      ),
    )
  }, 120_000)
  afterAll(async () => {
    console.log(`fault cells, route ${route}: ${JSON.stringify(ends)}`)
    await fault?.stop()
  })

  it.each(cells)(
    'step $step, $trouble.name: done, or it says what it needs and a retry ends it',
    async ({ index, step, trouble }) => {
      const { struck, code, failures } = await fault.tryCell(index, step, trouble)
      ends[code ?? 'done'] = (ends[code ?? 'done'] ?? 0) + 1
      expect({ struck, failures }).toEqual({ struck: true, failures: [] })
    },
    180_000,
  )
})

function drawn<T>(list: readonly T[], count: number, from: string): readonly T[] {
  if (all) return list
  const random = seededRandom(from)
  const left = [...list]
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.below(left.length), 1)[0]!)
}

import { describe, expect, it } from 'vitest'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { seededRandom } from '../../electron/practice/cart/seeded-random.ts'
import { killPointsOf, tryKillPoints } from './kill-points.ts'
import type { KillPoint } from './kill-points.ts'
import type { KillRoute } from './kill-world.ts'

// `npm test` tries a seeded forty of the points, `npm run test:faults` every one (SLIPWAY_FAULTS=all).
const all = process.env['SLIPWAY_FAULTS'] === 'all'
const seed = process.env['SLIPWAY_FAULTS_SEED'] ?? 'forty'

const setupAssistant = {
  devices: ['fresh', 'used', 'fresh', 'used'],
  erased: [0, 1, 0, 1],
  stored: [1, 1, 1, 1],
} as const

/** Each route with its share of the forty. */
const routes: readonly (readonly [string, KillRoute, number])[] = [
  ['Setup Assistant, ends at the bench', { ...setupAssistant, blueprintId: blueprintIds.bench }, 18],
  ['Setup Assistant, ends with the user', { ...setupAssistant, blueprintId: blueprintIds.user }, 12],
  [
    'direct',
    {
      blueprintId: blueprintIds.direct,
      devices: ['used', 'used', 'used', 'used'],
      erased: [0, 0, 0, 0],
      // A used device has one already, and direct enrollment leaves it alone.
      stored: [0, 0, 0, 0],
    },
    10,
  ],
]

describe('a core that dies at any line of its journal and is started again', () => {
  it.each(routes)(
    '%s: every device ends enrolled, erased as often as its blueprint says and not once more',
    async (name, route, share) => {
      const points = await killPointsOf(route)
      const tried = all ? points : draw(points, share, `${seed} ${name}`)
      const { missed, failures } = await tryKillPoints(route, tried)
      console.log(`kill points, ${name}: ${tried.length} of ${points.length} tried, ${missed} not come by`)
      expect(failures).toEqual([])
      expect(missed).toBeLessThanOrEqual(Math.ceil(tried.length / 10))
    },
    all ? 3 * 3_600_000 : 300_000,
  )
})

function draw(points: readonly KillPoint[], count: number, from: string): readonly KillPoint[] {
  const random = seededRandom(from)
  const left = [...points]
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.below(left.length), 1)[0]!)
}

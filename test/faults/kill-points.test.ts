import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../electron/practice/cart/seeded-random.ts'
import { killPointsOf, tryKillPoints, wordsOf } from './kill-points.ts'
import type { KillPoint } from './kill-points.ts'
import { killRoutes } from './kill-routes.ts'
import type { KillRoute } from './kill-world.ts'

// `npm test` tries a seeded forty of the points, `npm run test:faults` every one (SLIPWAY_FAULTS=all).
const all = process.env['SLIPWAY_FAULTS'] === 'all'
const seed = process.env['SLIPWAY_FAULTS_SEED'] ?? 'forty'

/** The forty of `npm test`. */
const share: Readonly<Record<keyof typeof killRoutes, number>> = {
  'Setup Assistant, ends at the bench': 10,
  'Setup Assistant, ends with the user': 6,
  direct: 6,
  'prepare only': 6,
  automated: 6,
  return: 6,
}
const routes = Object.entries(killRoutes) as readonly [keyof typeof killRoutes, KillRoute][]

describe('a core that dies at any line of its journal and is started again', () => {
  it.each(routes)(
    '%s: every device ends where its blueprint says, erased as often as it says and not once more',
    async (name, route) => {
      const points = await killPointsOf(route)
      const tried = all ? points : draw(points, share[name], `${seed} ${name}`)
      const { missed, failures } = await tryKillPoints(route, tried)
      console.log(`kill points, ${name}: ${tried.length} of ${points.length} tried, ${missed.length} not come by`)
      for (const point of missed) console.log(`not come by: ${wordsOf(point)}`)
      expect(failures).toEqual([])
      expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(Math.ceil(tried.length / 10))
    },
    all ? 3 * 3_600_000 : 300_000,
  )
})

function draw(points: readonly KillPoint[], count: number, from: string): readonly KillPoint[] {
  const random = seededRandom(from)
  const left = points.map((_point, index) => index)
  const drawn = Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(random.below(left.length), 1)[0]!,
  )
  return drawn.toSorted((a, b) => a - b).map((index) => points[index]!)
}

import { availableParallelism } from 'node:os'
import { seededRandom } from '../../electron/practice/cart/seeded-random.ts'
import { placesOf } from './event-place.ts'
import type { EventPlace } from './event-place.ts'
import { liveAndDie, openKillWorld, resume, troublesOf } from './kill-world.ts'
import type { KillRoute, KillWorld } from './kill-world.ts'
import type { CoreLife, Cut } from './staging-core.ts'

/** One place where a core dies: at which event of which device of the group, and when. */
export type KillPoint = EventPlace & { readonly device: number; readonly when: Cut['when'] }

export type KillReport = {
  /** Points that no run came by, because its events fell otherwise. */
  readonly missed: readonly KillPoint[]
  /** What was not as it must be, in words. */
  readonly failures: readonly string[]
}

const longestMs = 30
/** A run is killed so often, each time at another point, before it may reach its end. */
const deathsPerRun = 12
/** A cart holds so many groups; then the next cart. */
const groupsPerWorld = 8

/** The events of a run that nothing disturbs, and with them every point at which one could, in the order of the run. */
export async function killPointsOf(route: KillRoute): Promise<readonly KillPoint[]> {
  const world = await openKillWorld(route, 1)
  try {
    const group = world.group(0)
    await world.plug(group)
    const { written } = await resume(world.life(route, group, await world.newDataDir(), []))
    const random = seededRandom(`kill ${route.blueprint.id}`)
    const points = group.flatMap(({ identity }, device) => {
      const places = placesOf(written[identity.udid] ?? [])
      return places.flatMap((place, index) =>
        (['before', 'after', 1 + random.below(longestMs)] as const).map((when) => ({
          point: { ...place, device, when },
          // Devices go side by side: what is as far in one as in the other comes at about the same time.
          at: index / places.length,
        })),
      )
    })
    return points.toSorted((a, b) => a.at - b.at).map(({ point }) => point)
  } finally {
    await world.close()
  }
}

/**
 * Kills cores at every one of the points and starts another one after each death: a dozen deaths to a run, far from each
 * other; what such a run does not come by has a run of its own. As many runs at a time as there are processors.
 */
export async function tryKillPoints(route: KillRoute, points: readonly KillPoint[]): Promise<KillReport> {
  const count = Math.ceil(points.length / deathsPerRun)
  const runs = Array.from({ length: count }, (_, run) => points.filter((_point, index) => index % count === run))
  const together = await inLanes(route, runs)
  const alone = await inLanes(
    route,
    together.missed.map((point) => [point]),
  )
  return { missed: alone.missed, failures: [...together.failures, ...alone.failures] }
}

async function inLanes(route: KillRoute, runs: readonly (readonly KillPoint[])[]): Promise<KillReport> {
  const lanes = Math.min(availableParallelism(), runs.length)
  const ofLane = (lane: number) => runs.filter((_run, index) => index % lanes === lane)
  return joined(await Promise.all(Array.from({ length: lanes }, (_, lane) => tryLane(route, ofLane(lane)))))
}

function joined(reports: readonly KillReport[]): KillReport {
  return {
    missed: reports.flatMap(({ missed }) => missed),
    failures: reports.flatMap(({ failures }) => failures),
  }
}

async function tryLane(route: KillRoute, runs: readonly (readonly KillPoint[])[]): Promise<KillReport> {
  const reports: KillReport[] = []
  for (let first = 0; first < runs.length; first += groupsPerWorld) {
    const some = runs.slice(first, first + groupsPerWorld)
    const world = await openKillWorld(route, some.length)
    try {
      for (const [index, points] of some.entries()) reports.push(await tryRun(world, route, index, points))
    } finally {
      await world.close()
    }
  }
  return joined(reports)
}

/** One run of one group, killed at each of the points that it comes by. */
async function tryRun(
  world: KillWorld,
  route: KillRoute,
  index: number,
  points: readonly KillPoint[],
): Promise<KillReport> {
  const group = world.group(index)
  await world.plug(group)
  const cutOf = (point: KillPoint): Cut => ({ ...point, udid: group[point.device]!.identity.udid })
  const life = world.life(route, group, await world.newDataDir(), [])
  const died: KillPoint[] = []
  try {
    const { missed, end } = await liveAndDieAgain(life, points, cutOf, (point) => died.push(point))
    const troubles = await troublesOf(world, route, { group, dataDir: life.dataDir }, end ?? (await resume(life)))
    return { missed, failures: troubles.map((trouble) => `${trouble} (died at: ${died.map(wordsOf).join('; ')})`) }
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error)
    return { missed: [], failures: [`${trouble} (died at: ${died.map(wordsOf).join('; ')})`] }
  } finally {
    await world.unplug(group)
  }
}

/** Core after core, until one reaches the end or every point had its death. */
async function liveAndDieAgain(
  life: CoreLife,
  points: readonly KillPoint[],
  cutOf: (point: KillPoint) => Cut,
  note: (point: KillPoint) => void,
) {
  let left = points
  while (left.length > 0) {
    const said = await liveAndDie({ ...life, cuts: left.map(cutOf) })
    if ('end' in said) return { missed: left, end: said.end }
    note(left[said.cut]!)
    left = left.filter((_point, index) => index !== said.cut)
  }
  return { missed: [], end: null }
}

/** A point for people: at which event of which device, and when. */
export function wordsOf({ device, words, landmark, nth, when }: KillPoint): string {
  const place = landmark === null ? words : `${words} (${nth} since ${landmark})`
  return `device ${device}, ${typeof when === 'number' ? `${when} ms after` : when} ${place}`
}

import { availableParallelism } from 'node:os'
import { seededRandom } from '../../electron/practice/cart/seeded-random.ts'
import { liveAndDie, openKillWorld, resume, truthOf } from './kill-world.ts'
import type { KillRoute, KillWorld } from './kill-world.ts'
import type { CoreEnd, Cut } from './staging-core.ts'

/** One place where a core dies: which device of the group, at which of its events, and when. */
export type KillPoint = {
  readonly device: number
  readonly nth: number
  readonly event: string
  readonly when: Cut['when']
}

export type KillReport = {
  readonly points: number
  /** Points that a run did not come by, because its events fell otherwise. */
  readonly missed: number
  /** What was not as it must be, in words. */
  readonly failures: readonly string[]
}

const longestMs = 30

/** The events of a run that nothing disturbs, and with them every point at which one could. */
export async function killPointsOf(route: KillRoute): Promise<readonly KillPoint[]> {
  const world = await openKillWorld(route, 1)
  try {
    const group = world.group(0)
    await world.plug(group)
    const { written } = await resume(world.life(route, group, await world.newDataDir(), null))
    const random = seededRandom(`kill ${route.blueprint.id}`)
    return group.flatMap(({ identity }, device) =>
      (written[identity.udid] ?? []).flatMap((event, index) =>
        (['before', 'after', 1 + random.below(longestMs)] as const).map((when) => ({
          device,
          nth: index + 1,
          event,
          when,
        })),
      ),
    )
  } finally {
    await world.close()
  }
}

/** Kills one core at each point and starts another one; as many at a time as there are cores, each with its own world. */
export async function tryKillPoints(route: KillRoute, points: readonly KillPoint[]): Promise<KillReport> {
  const lanes = Math.min(availableParallelism(), points.length)
  const reports = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      tryLane(
        route,
        points.filter((_point, index) => index % lanes === lane),
      ),
    ),
  )
  return {
    points: points.length,
    missed: reports.reduce((sum, report) => sum + report.missed, 0),
    failures: reports.flatMap(({ failures }) => failures),
  }
}

/** A cart holds so many groups; then the next cart. */
const groupsPerWorld = 15

async function tryLane(route: KillRoute, points: readonly KillPoint[]): Promise<Omit<KillReport, 'points'>> {
  const failures: string[] = []
  let missed = 0
  for (let first = 0; first < points.length; first += groupsPerWorld) {
    const some = points.slice(first, first + groupsPerWorld)
    const world = await openKillWorld(route, some.length)
    try {
      for (const [index, point] of some.entries()) {
        const outcome = await tryPoint(world, route, index, point)
        if (outcome === 'missed') missed += 1
        else if (outcome !== 'held') failures.push(outcome)
      }
    } finally {
      await world.close()
    }
  }
  return { missed, failures }
}

async function tryPoint(world: KillWorld, route: KillRoute, index: number, point: KillPoint): Promise<string> {
  const group = world.group(index)
  const { udid } = group[point.device]!.identity
  await world.plug(group)
  const life = world.life(route, group, await world.newDataDir(), { udid, nth: point.nth, when: point.when })
  try {
    const survived = await liveAndDie(life)
    const trouble = await troubleOf(world, route, index, survived ?? (await resume(life)))
    if (trouble === null) return survived === null ? 'held' : 'missed'
    return `${wordsOf(point)}: ${trouble}`
  } catch (error) {
    return `${wordsOf(point)}: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    await world.unplug(group)
  }
}

/** What is not where the blueprint says, by the core's own word and by the devices' truth. */
async function troubleOf(world: KillWorld, route: KillRoute, index: number, end: CoreEnd): Promise<string | null> {
  const group = world.group(index)
  const troubles = end.views
    .filter(({ stage }) => stage !== route.ends)
    .map(({ slot, stage, error }) => `slot ${slot} ended ${stage} (${error?.code ?? 'no error'})`)
  for (const [at, report] of (await truthOf(world, group)).entries()) {
    const seen = [report.counts['erased'] ?? 0, report.counts['cloudConfigurationStored'] ?? 0, report.storage.enrolled]
    const wanted = [route.erased[at], route.stored[at], route.ends === 'enrolled']
    if (JSON.stringify(seen) !== JSON.stringify(wanted))
      troubles.push(
        `device ${at}: erased, stored, enrolled ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`,
      )
  }
  if (!end.ledgerIntact) troubles.push('the ledger does not verify')
  return troubles.length === 0 ? null : troubles.join('; ')
}

function wordsOf({ device, nth, event, when }: KillPoint): string {
  return `device ${device}, event ${nth} (${event}), ${typeof when === 'number' ? `${when} ms after` : when}`
}

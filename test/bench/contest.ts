import { measure, median } from './stopwatch.ts'
import type { Lap } from './stopwatch.ts'

/** Somebody who can do the work, so many devices at a time. */
export type Contender = {
  readonly name: string
  readonly ours: boolean
  /** See `Watched`. */
  readonly clientPid: number | null
  /** @throws Error when the work was not done */
  readonly run: (width: number) => Promise<void>
}

export type Row = {
  readonly name: string
  readonly ours: boolean
  readonly width: number
  readonly laps: readonly Lap[]
}

/** How many times as much the rival took as Slipway: the median of the ratios within each round. */
export type Ratio = {
  readonly ours: string
  readonly rival: string
  readonly width: number
  readonly wall: number
  readonly clientCpu: number | null
}

export type Contest = { readonly title: string; readonly rows: readonly Row[]; readonly ratios: readonly Ratio[] }

/** What is to be measured: where, and who runs there. A new one for each lap when the work can be done only once. */
export type Course = {
  readonly cartPid: number | null
  readonly contender: Contender
  /** Looks whether the work was really done. @throws Error when it was not */
  readonly finish: () => Promise<void>
}

export type ContestPlan = {
  readonly title: string
  readonly contenders: readonly string[]
  readonly widths: readonly number[]
  readonly rounds: number
  readonly prepare: (name: string) => Promise<Course>
  readonly say: (text: string) => void
}

/** Everybody once in every round, in turns that begin with another each time: a busy machine is then busy for all. */
export async function holdContest(plan: ContestPlan): Promise<Contest> {
  const laps = new Map<string, { row: Row; laps: Lap[] }>()
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const width of plan.widths) {
      for (const name of rotated(plan.contenders, round)) {
        const { cartPid, contender, finish } = await plan.prepare(name)
        const lap = await measure({ cartPid, clientPid: contender.clientPid }, () => contender.run(width))
        await finish()
        plan.say(`${plan.title}, round ${round + 1}, ${width} at a time, ${name}: ${Math.round(lap.wallMs)} ms`)
        const key = `${width} ${name}`
        const entry = laps.get(key) ?? { row: { name, ours: contender.ours, width, laps: [] }, laps: [] }
        laps.set(key, { ...entry, laps: [...entry.laps, lap] })
      }
    }
  }
  const rows = [...laps.values()].map((entry) => ({ ...entry.row, laps: entry.laps }))
  return { title: plan.title, rows, ratios: ratiosOf(rows) }
}

function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const at = by % Math.max(1, items.length)
  return [...items.slice(at), ...items.slice(0, at)]
}

function ratiosOf(rows: readonly Row[]): readonly Ratio[] {
  const pairs = rows
    .filter(({ ours }) => ours)
    .flatMap((own) => rows.filter(({ ours, width }) => !ours && width === own.width).map((rival) => ({ own, rival })))
  return pairs.map(({ own, rival }) => ({
    ours: own.name,
    rival: rival.name,
    width: own.width,
    wall: medianRatio(own.laps, rival.laps, ({ wallMs }) => wallMs) ?? Number.NaN,
    clientCpu: medianRatio(own.laps, rival.laps, ({ clientCpuMs }) => clientCpuMs),
  }))
}

function medianRatio(own: readonly Lap[], rival: readonly Lap[], pick: (lap: Lap) => number | null): number | null {
  const ratios = own.flatMap((lap, index) => {
    const other = rival[index]
    const [ours, theirs] = [pick(lap), other === undefined ? null : pick(other)]
    return ours === null || theirs === null || ours === 0 ? [] : [theirs / ours]
  })
  return ratios.length === 0 ? null : median(ratios)
}

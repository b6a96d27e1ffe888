import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import type { Contest, Row } from './contest.ts'
import { median } from './stopwatch.ts'
import type { Lap } from './stopwatch.ts'

export type Machine = {
  readonly cores: number
  readonly processor: string
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  /** Runnable processes in the last minute, before the first lap: above the number of cores, others were at work too. */
  readonly load: number
}

export function describeMachine(): Machine {
  const processors = cpus()
  return {
    cores: processors.length,
    processor: processors[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${release()}`,
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
}

/** Medians over the rounds, one line for each row, then who took how many times as much. */
export function printContest({ title, rows, ratios }: Contest): string {
  const head = ['', 'at a time', 'wall ms', 'client CPU ms', 'cart CPU ms']
  const table = rows.toSorted(byWidth).map((row) => [row.name, String(row.width), ...medians(row).map(shown)])
  const compared = ratios.map(
    ({ ours, rival, width, wall, clientCpu }) =>
      `  ${rival} took ${times(wall)} the time${clientCpu === null ? '' : ` and ${times(clientCpu)} the CPU`} of "${ours}", ${width} at a time`,
  )
  return [`\n${title}`, ...aligned([head, ...table]), ...compared].join('\n')
}

function byWidth(a: Row, b: Row): number {
  return a.width - b.width
}

function medians({ laps }: Row): readonly (number | null)[] {
  const of = (pick: (lap: Lap) => number | null): number | null => {
    const values = laps.map(pick).filter((value) => value !== null)
    return values.length === 0 ? null : median(values)
  }
  return [of(({ wallMs }) => wallMs), of(({ clientCpuMs }) => clientCpuMs), of(({ cartCpuMs }) => cartCpuMs)]
}

function shown(value: number | null): string {
  return value === null ? '–' : String(Math.round(value))
}

function times(ratio: number): string {
  return `${ratio.toFixed(1)} times`
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name?.length ?? 0))
  return rows.map(
    ([name = '', ...columns]) => `  ${name.padEnd(width)}${columns.map((column) => column.padStart(15)).join('')}`,
  )
}

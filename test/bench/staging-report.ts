import type { StagingRow } from './staging.ts'
import type { StagingLap } from './staging-times.ts'
import { median } from './stopwatch.ts'

/** One line for each limit: medians over the rounds, and the ratio that was worst. */
export function printStaging(rows: readonly StagingRow[], devices: number): string {
  const head = [
    'at a time',
    'prepared ms',
    'longest device',
    'turns held',
    'bound ms',
    'ratio',
    'worst ratio',
    'enrolled ms',
  ]
  const table = rows.map(({ limit, laps }) => {
    const of = (pick: (lap: StagingLap) => number): number => median(laps.map(pick))
    const whole = (pick: (lap: StagingLap) => number): string => String(Math.round(of(pick)))
    return [
      limit === null ? 'all' : String(limit),
      whole((lap) => lap.wallMs),
      whole((lap) => lap.longestMs),
      whole((lap) => lap.heldMs),
      whole((lap) => lap.boundMs),
      of((lap) => lap.ratio).toFixed(3),
      Math.max(...laps.map((lap) => lap.ratio)).toFixed(3),
      whole((lap) => lap.enrolledMs),
    ]
  })
  const lines = [head, ...table].map((columns) => `  ${columns.map((column) => column.padStart(15)).join('')}`)
  return [
    `\nstage ${devices} practice devices, ten times faster than the durations logged, keys made beforehand`,
    ...lines,
    '  bound: the longest device without its waits, or all turns held ÷ how many may be held at a time',
  ].join('\n')
}

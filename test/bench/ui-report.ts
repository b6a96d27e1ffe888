/** Times in ms, as they were measured, one for each frame, interaction or slot. */
export type PageFigures = {
  readonly idleFrames: readonly number[]
  readonly busyFrames: readonly number[]
  /** CPU seconds of the page's main thread in each second under changes. */
  readonly busyShare: number
  readonly interactions: readonly number[]
  readonly arrivals: readonly number[]
}

export type UiFigures = {
  readonly slots: number
  readonly changesPerSecond: number
  /** Of the last minute, before and after. */
  readonly load: readonly [number, number]
  /** What the browser does here when there is nothing to do. */
  readonly emptyFrames: readonly number[]
  /** As many boxes without a framework, changed as often. */
  readonly plain: PageFigures
  readonly slipway: PageFigures
}

/** What the page is held to, in ms. */
const aims = { frame: 25, interaction: 100, arrival: 100 }

/** The figures in words: 95 of 100 took at most so long; the aim; how many times the plain page's that is. */
export function printUi({ slots, changesPerSecond, load, emptyFrames, plain, slipway }: UiFigures): string {
  const frames = (gaps: readonly number[]): string =>
    `${(1000 / mean(gaps)).toFixed(1)} a second, p95 ${ms(percentile(gaps, 95))}`
  const beside = (of: (figures: PageFigures) => readonly number[]): string => {
    const least = percentile(of(plain), 95)
    return `plain page ${ms(least)}, ratio ${(percentile(of(slipway), 95) / least).toFixed(2)}`
  }
  const row = (name: string, of: (figures: PageFigures) => readonly number[], aim: number): string =>
    `${name}p50 ${ms(percentile(of(slipway), 50))}, p95 ${against(percentile(of(slipway), 95), aim)}; ${beside(of)}`
  const share = (value: number): string => `${(value * 100).toFixed(0)} %`
  return [
    `\nthe page: ${slots} slots, ${changesPerSecond} changes a second, recorded from practice devices; load ${load.map((value) => value.toFixed(1)).join(' to ')}`,
    `  an empty page                 ${frames(emptyFrames)}`,
    `  plain boxes, changing         ${frames(plain.busyFrames)}`,
    `  Slipway at rest               ${frames(slipway.idleFrames)}`,
    `  Slipway under changes         ${frames(slipway.busyFrames)}`,
    row('  frames under changes          ', ({ busyFrames }) => busyFrames, aims.frame),
    `  main thread under changes     ${share(slipway.busyShare)} of a core; plain page ${share(plain.busyShare)}`,
    row('  key or click to paint         ', ({ interactions }) => interactions, aims.interaction),
    row('  all plugged in at once        ', ({ arrivals }) => arrivals, aims.arrival),
    '                                from the change in the core to paint, 10 ms of gathering included',
  ].join('\n')
}

function against(value: number, aim: number): string {
  return `${ms(value)} (aim ${aim} ms: ${(value / aim).toFixed(2)} times, ${value <= aim ? 'met' : 'missed'})`
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Nearest rank. */
function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN
}

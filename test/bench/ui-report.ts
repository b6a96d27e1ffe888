/** Times in ms, as they were measured, one for each frame, interaction or slot. */
export type UiFigures = {
  readonly slots: number
  readonly changesPerSecond: number
  readonly idleFrames: readonly number[]
  readonly busyFrames: readonly number[]
  readonly interactions: readonly number[]
  readonly arrivals: readonly number[]
}

/** What the page is held to, in ms. */
const aims = { frame: 25, interaction: 100, arrival: 100 }

/** The figures in words: 95 of 100 were at most so long; the aim; how many times the aim, or idle, that is. */
export function printUi(figures: UiFigures): string {
  const { slots, changesPerSecond, idleFrames, busyFrames, interactions, arrivals } = figures
  const perSecond = (frames: readonly number[]): string => (1000 / mean(frames)).toFixed(1)
  const idle = percentile(idleFrames, 95)
  const busy = percentile(busyFrames, 95)
  return [
    `\nthe page: ${slots} slots, ${changesPerSecond} changes a second, recorded from practice devices`,
    `  frames at rest                ${perSecond(idleFrames)} a second, p95 ${ms(idle)}`,
    `  frames under changes          ${perSecond(busyFrames)} a second, p95 ${against(busy, aims.frame)}, ${(busy / idle).toFixed(2)} times at rest`,
    `  key or click to paint         p50 ${ms(percentile(interactions, 50))}, p95 ${against(percentile(interactions, 95), aims.interaction)}, ${interactions.length} of them`,
    `  all plugged in at once        p50 ${ms(percentile(arrivals, 50))}, p95 ${against(percentile(arrivals, 95), aims.arrival)}, from the change in the core to paint, 50 ms of gathering included`,
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

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../electron/app.ts'
import { practiceAppOptions } from '../../electron/hosts/practice-app.ts'
import { startPracticeWorld } from '../../electron/hosts/practice-world.ts'
import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import type { Logger } from '../../electron/lib/logger.ts'
import { JournalFile } from '../../electron/store/journal.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { FeedWatch } from '../harness/feed-watch.ts'
import type { BenchOptions } from './options.ts'
import { readStaging } from './staging-times.ts'
import type { StagingLap, TurnLine } from './staging-times.ts'

/** Ten times faster than the durations Apple's own tools were logged with. */
const pace = 10
const usualGapMs = 100
const patienceMs = 300_000

export type StagingRow = { readonly limit: number | null; readonly laps: readonly StagingLap[] }

/**
 * Stages a whole practice cart, all devices at once and eight at a time, and holds the time it took against what it
 * cannot be shorter than: the longest device, or the work that holds a turn shared among the turns.
 */
export async function benchStaging({ devices, rounds, data, say }: BenchOptions): Promise<readonly StagingRow[]> {
  await makeKeysBeforehand(data, devices, say)
  const rows = new Map<number | null, StagingLap[]>([
    [null, []],
    [8, []],
  ])
  for (let round = 0; round < rounds; round += 1) {
    for (const [limit, laps] of rows) {
      const lap = await stageOnce(devices, limit, data)
      say(
        `staging, round ${round + 1}, ${limit ?? 'all'} at a time: ${Math.round(lap.wallMs)} ms, ${lap.ratio.toFixed(3)}`,
      )
      laps.push(lap)
    }
  }
  return [...rows].map(([limit, laps]) => ({ limit, laps }))
}

/** Real devices have had their keys for ever; making them must not count. */
async function makeKeysBeforehand(data: string, devices: number, say: (text: string) => void): Promise<void> {
  say(`making the keys of ${devices} practice devices`)
  const pair = async () => ({ lockdown: await generateRsaKey(), builtIn: await generateRsaKey() })
  const keys = await Promise.all(Array.from({ length: devices }, pair))
  await writeFile(join(data, 'keys.json'), JSON.stringify(keys), { mode: 0o600 })
}

async function stageOnce(devices: number, limit: number | null, data: string): Promise<StagingLap> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-bench-'))
  try {
    await mkdir(join(dir, 'world', 'cart'), { recursive: true })
    await cp(join(data, 'keys.json'), join(dir, 'world', 'cart', 'keys.json'))
    const world = await startPracticeWorld({ dir: join(dir, 'world'), devices, hands: 'atOnce', time: `x${pace}` })
    try {
      const turns: TurnLine[] = []
      const dataDir = join(dir, 'core')
      const most = limit ?? Number.POSITIVE_INFINITY
      const app = await createApp({
        ...practiceAppOptions(world, { dataDir, version: '0', language: 'en', logger: turnLogger(turns) }),
        // The gap is a time of the real world, too.
        limits: { limit: most, perController: most, gapMs: usualGapMs / pace },
      })
      const feed = new FeedWatch(app)
      try {
        const seen = await feed.until(
          (views) => views.length === devices && views.every(({ stage }) => stage === 'ready'),
          'every device ready',
          patienceMs,
        )
        turns.length = 0
        const udids = seen.map(({ udid }) => udid)
        const consent = { udids, typedCount: udids.length }
        await app.handlers['runs.start']({ udids, blueprintId: blueprintIds.bench, consent, waivePilot: true })
        const ends = (stage: string): boolean => stage === 'enrolled' || stage === 'needsAttention'
        const ended = await feed.until(
          (views) => views.every(({ stage }) => ends(stage)),
          'every device enrolled',
          patienceMs,
        )
        const failed = ended.filter(({ stage }) => stage !== 'enrolled')
        if (failed.length > 0)
          throw new Error(`${failed.length} of ${devices} devices failed: ${failed[0]?.error?.message}`)
      } finally {
        await feed.stop()
        await app.close()
      }
      const journal = new JournalFile(join(dataDir, 'journal.sqlite'))
      try {
        return readStaging(journal, turns, most)
      } finally {
        journal.close()
      }
    } finally {
      await world.close()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Hears from the log how long each turn was waited for and held. */
function turnLogger(turns: TurnLine[]): Logger {
  const logger: Logger = {
    ...silentLogger,
    debug: (fields, text) => {
      if (text === 'turn given back') turns.push(fields as TurnLine)
    },
    child: () => logger,
  }
  return logger
}

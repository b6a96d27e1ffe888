import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blueprintIds } from '../../../src-shared/default-blueprints.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { createApp } from '../../../electron/app.ts'
import { practiceAppOptions } from '../../../electron/hosts/practice-app.ts'
import { startPracticeWorld } from '../../../electron/hosts/practice-world.ts'
import { silentLogger } from '../../../electron/lib/logger.ts'

/** Everything that one device showed from plugging in to its end, in order. */
export type Recording = readonly DeviceView[]

const devices = 4
const patienceMs = 120_000

/** Stages a few practice devices and keeps what the core told its windows, device by device. The world is gone afterwards. */
export async function recordStaging(): Promise<readonly Recording[]> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-bench-ui-'))
  const world = await startPracticeWorld({ dir: join(dir, 'world'), devices })
  const app = await createApp(
    practiceAppOptions(world, { dataDir: join(dir, 'core'), version: '0.0.0', language: 'en', logger: silentLogger }),
  )
  const end = AbortSignal.timeout(patienceMs)
  try {
    const seen = new Map<string, DeviceView[]>()
    let started = false
    for await (const { devices: changed } of app.handlers['devices.feed']({}, { signal: end })) {
      for (const view of changed) seen.set(view.udid, [...(seen.get(view.udid) ?? []), view])
      const latest = [...seen.values()].flatMap((views) => views.at(-1) ?? [])
      if (!started && latest.length === devices && latest.every(({ stage }) => stage === 'ready')) {
        started = true
        await startAll(
          app,
          latest.map(({ udid }) => udid),
        )
      }
      if (started && latest.every(({ run }) => run !== null && run.endedAt !== null)) break
    }
    return [...seen.values()].filter((views) => views.length > 10)
  } finally {
    await app.close()
    await world.close()
    await rm(dir, { recursive: true, force: true })
  }
}

async function startAll({ handlers }: Awaited<ReturnType<typeof createApp>>, udids: string[]): Promise<void> {
  const blueprintId = blueprintIds.bench
  const { plans } = await handlers['runs.preview']({ udids, blueprintId })
  const erased = plans.filter(({ erases }) => erases !== 'no').map(({ udid }) => udid)
  const consent = erased.length === 0 ? null : { udids: erased, typedCount: erased.length }
  await handlers['runs.start']({ udids, blueprintId, consent, waivePilot: true })
}

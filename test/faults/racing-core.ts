import { createInterface } from 'node:readline'
import { createApp } from '../../electron/app.ts'
import { practiceAppOptions } from '../../electron/hosts/practice-app.ts'
import type { PracticeWorld } from '../../electron/hosts/practice-world.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { FeedWatch } from '../harness/feed-watch.ts'

// A core in a process of its own: told over standard input which device to stage and when, it says what came of it.
export type RaceStart = { readonly world: Omit<PracticeWorld, 'cart' | 'close'>; readonly dataDir: string }
export type RaceOrder = { readonly udid: string; readonly blueprintId: string }
/** Milliseconds since 1970. */
export type RaceGo = { readonly startAt: number }
export type RaceEnd = { readonly stage: string; readonly code: string | null }

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const said = await lines.next()
const { world, dataDir } = JSON.parse(said.value as string) as RaceStart
const host = { dataDir, version: '0.0.0', language: 'en', logger: silentLogger } as const
const app = await createApp(practiceAppOptions(world as PracticeWorld, host))
const feed = new FeedWatch(app)
const say = (document: object): void => void process.stdout.write(`${JSON.stringify(document)}\n`)
say({ ready: true })
for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
  const { udid, blueprintId } = JSON.parse(line.value) as RaceOrder
  await feed.untilStage(udid, 'ready')
  say({ ready: true })
  const { startAt } = JSON.parse((await lines.next()).value as string) as RaceGo
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, startAt - Date.now())))
  await app.handlers['runs.start']({ udids: [udid], blueprintId, consent: { udids: [udid], typedCount: 1 } })
  const ends = ['enrolled', 'awaitingUser', 'needsAttention']
  const view = await feed.untilDevice(udid, ({ run, stage }) => run !== null && ends.includes(stage), 'at its end')
  say({ stage: view.stage, code: view.error?.code ?? null } satisfies RaceEnd)
}
await feed.stop()
await app.close()

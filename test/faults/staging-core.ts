import { createApp } from '../../electron/app.ts'
import type { AppOptions } from '../../electron/app-options.ts'
import { practiceAppOptions } from '../../electron/hosts/practice-app.ts'
import type { PracticeWorld } from '../../electron/hosts/practice-world.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { FeedWatch } from '../harness/feed-watch.ts'
import { placeWatch } from './event-place.ts'
import type { EventPlace } from './event-place.ts'
import { HookedJournal } from './hooked-journal.ts'
import type { JournalHook } from './hooked-journal.ts'

/** Where the power is cut: at one event about one device. */
export type Cut = EventPlace & {
  readonly udid: string
  /** Before the event is on disk, after it, or so many milliseconds later, in the middle of what it made the core do. */
  readonly when: 'before' | 'after' | number
}

/** One life of a core: plain JSON, because the core that is to die gets it over its standard input. */
export type CoreLife = {
  readonly world: Omit<PracticeWorld, 'cart' | 'close'>
  readonly dataDir: string
  readonly udids: readonly string[]
  readonly blueprint: Blueprint
  /** It dies at the first of them that it comes by. */
  readonly cuts: readonly Cut[]
}

export type CoreEnd = {
  readonly views: readonly DeviceView[]
  /** What this life wrote, by device, in order. */
  readonly written: Readonly<Record<string, readonly string[]>>
  /** The ledger of all lives so far verifies. */
  readonly ledgerIntact: boolean
}

/** What a core in a process of its own says: at which of its cuts it died, or how it reached its end. */
export type MortalWord = { readonly cut: number } | { readonly end: CoreEnd }

const ends: ReadonlySet<DeviceView['stage']> = new Set(['enrolled', 'prepared', 'needsAttention'])
const patienceMs = 90_000

/**
 * What an operator does and no more: waits until the devices are there, starts those that were not started yet with
 * consent, and waits until each is enrolled or needs attention. Hands are the cart's.
 * @param die how it dies at one of its cuts, told by its number
 */
export async function liveOn(life: CoreLife, die: (cut: number) => void): Promise<CoreEnd> {
  const written: Record<string, string[]> = {}
  const note = (udid: string, event: JournalEvent): void => {
    const words = 'step' in event ? `${event.type} ${event.step}` : event.type
    ;(written[udid] ??= []).push(words)
  }
  const watches = life.cuts.map((cut) => ({ cut, comesBy: placeWatch(cut) }))
  let reached: number[] = []
  const hook: JournalHook = (when, udid, event) => {
    if (when === 'before') {
      note(udid, event)
      const words = written[udid]!.at(-1)!
      reached = watches.flatMap(({ cut, comesBy }, index) => (cut.udid === udid && comesBy(words) ? [index] : []))
    }
    for (const index of reached) cutAt(life.cuts[index]!.when, when, () => die(index))
  }
  const app = await createApp({ ...optionsOf(life), openJournal: (path) => new HookedJournal(path, hook) })
  const feed = new FeedWatch(app)
  const mine = (view: DeviceView): boolean => life.udids.includes(view.udid)
  try {
    const idle = (view: DeviceView): boolean => view.run === null && view.stage === 'ready'
    const known = (view: DeviceView): boolean => mine(view) && (view.run !== null || view.stage === 'ready')
    await feed.until((views) => views.filter(known).length === life.udids.length, 'every device known', patienceMs)
    const waiting = feed.views().filter((view) => mine(view) && idle(view))
    if (waiting.length > 0) await start(app, life.blueprint, waiting)
    const settled = (view: DeviceView): boolean => view.run !== null && ends.has(view.stage)
    await feed.until((views) => views.filter(mine).every(settled), 'every device at its end', patienceMs)
    const { ok } = await app.handlers['ledger.verify']({ kept: null })
    return { views: feed.views().filter(mine), written, ledgerIntact: ok }
  } finally {
    await feed.stop()
    await app.close()
  }
}

async function start(
  app: Awaited<ReturnType<typeof createApp>>,
  blueprint: Blueprint,
  views: readonly DeviceView[],
): Promise<void> {
  const udids = views.map((view) => view.udid)
  const consent = blueprint.erase === 'never' ? null : { udids, typedCount: udids.length }
  await app.handlers['blueprints.put']({ blueprint, replace: true })
  await app.handlers['runs.start']({ udids, blueprintId: blueprint.id, consent, waivePilot: true })
}

function optionsOf({ world, dataDir }: CoreLife): AppOptions {
  const host = { dataDir, version: '0.0.0', language: 'en', logger: silentLogger } as const
  return practiceAppOptions(world as PracticeWorld, host)
}

function cutAt(wanted: Cut['when'], now: 'before' | 'after', die: () => void): void {
  if (wanted === now) die()
  if (typeof wanted === 'number' && now === 'after') setTimeout(die, wanted)
}

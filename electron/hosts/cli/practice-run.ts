import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../../app.ts'
import { blueprintIds } from '../../../src-shared/default-blueprints.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { tryFileLock } from '../../lib/file-lock.ts'
import type { FileLock } from '../../lib/file-lock.ts'
import type { Logger } from '../../lib/logger.ts'
import { coreFolder, worldLock } from '../connection.ts'
import { readNote } from '../local/engine-note.ts'
import { openEngine } from '../local/open-app.ts'
import { practiceAppOptions, practiceUser } from '../practice-app.ts'
import { startPracticeWorld } from '../practice-world.ts'
import type { PracticeWorld } from '../practice-world.ts'
import { DeviceFollower } from './device-follower.ts'
import { makeDirectory, temporaryDirectory } from './practice-folders.ts'
import { outcomeOf, outcomeTable } from './practice-outcome.ts'
import type { PracticeOutcome } from './practice-outcome.ts'
import { writeReport } from './practice-report.ts'
import { bySlot } from './progress.ts'
import type { Progress } from './progress.ts'

export type PracticeRunOptions = {
  /** Null: as many as the scenario describes. */
  readonly devices: number | null
  /** A built-in scenario or a file with one; null: the usual cart. */
  readonly scenario: string | null
  /** Null: a fresh temporary world that is gone afterwards, but for its report. */
  readonly dataDir: string | null
  readonly version: string
  readonly translator: Translator
  readonly logger: Logger
  readonly progress: Progress
  /** Called with the app while it still runs: the page may stay open over it. */
  readonly keepOpen: ((app: App) => Promise<void>) | null
}

const stallMs = 120_000
/** In a scenario some devices never get ready, and others wait for ever: that is what it is for. */
const scenarioStallMs = 40_000
const settledMs = 8_000
/** Every eighth device goes by the direct route, as the cart's default scenario has them. */
const directEvery = 8
const handedOver = 2

/** Stages a whole practice cart and tells what became of it. The world and the core are closed whatever happens. */
export async function runPractice(options: PracticeRunOptions): Promise<PracticeOutcome> {
  const base = options.dataDir ?? temporaryDirectory()
  const reportDir = join(base, 'report')
  makeDirectory(reportDir)
  const lock = takeWorld(base)
  const startedAt = performance.now()
  const { progress, translator } = options
  const sweep = (): void => {
    if (options.dataDir === null)
      for (const part of ['world', coreFolder, worldLock]) rmSync(join(base, part), { recursive: true, force: true })
  }
  let running: PracticeWorld | null = null
  const stopWatching = onInterrupt(async () => {
    await running?.close()
    lock.release()
    sweep()
  })
  const world = await startPracticeWorld({
    dir: join(base, 'world'),
    ...(options.devices === null ? {} : { devices: options.devices }),
    ...(options.scenario === null ? {} : { scenario: options.scenario }),
  })
  running = world
  try {
    progress.say(translator.t('cli:practice.starting', { count: (await world.cart.devices()).length }))
    progress.say(translator.t('cli:practice.hands'))
    const app = await openEngine({
      app: practiceAppOptions(world, {
        dataDir: join(base, coreFolder),
        version: options.version,
        language: translator.language,
        logger: options.logger,
      }),
      host: 'cli',
      practice: practiceUser(world),
    })
    try {
      const views = await stageAll(options, world, app)
      const outcome = outcomeOf(views, Math.round(performance.now() - startedAt))
      progress.say(`\n${outcomeTable(views, translator)}\n`)
      writeReport(reportDir, outcome, views)
      progress.say(translator.t('cli:practice.report', { path: reportDir }))
      sayVerdict(outcome, translator, progress)
      stopWatching()
      if (options.keepOpen !== null) await options.keepOpen(app)
      return outcome
    } finally {
      await app.close()
    }
  } finally {
    stopWatching()
    await world.close()
    lock.release()
    sweep()
  }
}

/** A world belongs to one process. @throws AppError `app.dataDirectoryInUse` */
function takeWorld(base: string): FileLock {
  const lock = tryFileLock(join(base, worldLock))
  if (lock !== null) return lock
  throw new AppError('app.dataDirectoryInUse', { path: base, pid: readNote(join(base, coreFolder))?.pid ?? '?' })
}

/** Ctrl+C ends the program as the system does, but not before the temporary world, keys included, is gone. */
function onInterrupt(clean: () => Promise<void>): () => void {
  const interrupted = (): void => {
    void clean().finally(() => process.kill(process.pid, 'SIGINT'))
  }
  process.once('SIGINT', interrupted)
  return () => process.off('SIGINT', interrupted)
}

async function stageAll(options: PracticeRunOptions, world: PracticeWorld, app: App): Promise<DeviceView[]> {
  const { progress, translator } = options
  const follower = new DeviceFollower(app.handlers)
  const udids = new Set((await world.cart.devices()).map((truth) => truth.identity.udid))
  // A data directory that is used again remembers devices of another cart, and earlier runs of these.
  const mine = (views: readonly DeviceView[]): DeviceView[] => views.filter((view) => udids.has(view.udid))
  const batches = new Set<string>()
  const patienceMs = options.scenario === null ? stallMs : scenarioStallMs
  try {
    const idle = (views: readonly DeviceView[]): DeviceView[] => mine(views).filter(isIdle)
    const seen = await allIdle(follower, options, (views) => idle(views).length === udids.size)
    const ready = new Set(idle(seen).map(({ udid }) => udid))
    const groups = await chooseRoutes(world, ready)
    for (const udid of groups.user) await world.cart.hands(udid, 'never')
    const erasable = [...groups.bench, ...groups.user]
    progress.say(translator.t('cli:practice.consent', { count: erasable.length }))
    const consent = (chosen: readonly string[]) => ({ udids: [...chosen], typedCount: chosen.length })
    for (const [route, chosen] of Object.entries(groups)) {
      if (chosen.length === 0) continue
      const blueprintId = blueprintIds[route as keyof typeof blueprintIds]
      const { batchId } = await app.handlers['runs.start']({
        udids: [...chosen],
        blueprintId,
        consent: route === 'direct' ? null : consent(chosen),
        // Three blueprints, none of which has prepared a device yet: a cart full of pilots would be watched one by one.
        waivePilot: true,
      })
      batches.add(batchId)
    }
    const takenHome = new Set<string>()
    const ended = await follower.until((views) => {
      const current = mine(views).filter((view) => view.run !== null && batches.has(view.run.batchId))
      progress.show(current)
      for (const view of current) {
        if (view.stage !== 'awaitingUser' || takenHome.has(view.udid)) continue
        takenHome.add(view.udid)
        void takeHome(world, view, options)
      }
      return current.length === ready.size && current.every((view) => isSettled(view, takenHome))
    }, patienceMs)
    return bySlot(mine(ended))
  } catch (error) {
    // A stalled run still has an outcome to show: which device hangs where.
    if (!(error instanceof AppError) || error.code !== 'app.timeout' || follower.views().length === 0) throw error
    progress.say(translator.t('cli:practice.stalled', { seconds: patienceMs / 1000 }))
    return bySlot(mine(follower.views()))
  } finally {
    progress.end()
    follower.stop()
  }
}

/** What the user does with a prepared device: pulls it off the cart, and later walks it through Setup Assistant. */
async function takeHome(
  world: PracticeWorld,
  view: DeviceView,
  { progress, translator, logger }: PracticeRunOptions,
): Promise<void> {
  try {
    await world.cart.unplug(view.udid)
    progress.say(`${view.facts?.serial ?? view.udid}: ${translator.t('cli:practice.unplugged')}`)
    await world.cart.hands(view.udid, 'atOnce')
  } catch (error) {
    logger.error({ udid: view.udid, error }, 'the practice user could not take the device home')
  }
}

/** In a scenario not everything gets that far: it goes on once nothing moves any more. */
async function allIdle(
  follower: DeviceFollower,
  { scenario }: PracticeRunOptions,
  done: (views: readonly DeviceView[]) => boolean,
): Promise<readonly DeviceView[]> {
  try {
    return await follower.until(done, scenario === null ? stallMs : settledMs)
  } catch (error) {
    if (scenario === null || !(error instanceof AppError) || error.code !== 'app.timeout') throw error
    return follower.views()
  }
}

/** Devices in use go by the direct route; two that nobody has touched yet are handed over prepared. */
async function chooseRoutes(
  world: PracticeWorld,
  ready: ReadonlySet<string>,
): Promise<{ bench: string[]; user: string[]; direct: string[] }> {
  const truths = (await world.cart.devices()).filter(({ identity }) => ready.has(identity.udid))
  const isDirect = (truth: (typeof truths)[number]): boolean =>
    truth.slot % directEvery === 0 && truth.storage.setupDone
  const direct = truths.filter(isDirect).map((truth) => truth.identity.udid)
  const cable = truths.filter((truth) => !isDirect(truth))
  const untouched = cable.filter((truth) => !truth.storage.setupDone)
  const share = Math.max(1, Math.round((handedOver * cable.length) / (directEvery - 1)))
  const user = untouched.slice(-share).map((truth) => truth.identity.udid)
  const bench = cable.map((truth) => truth.identity.udid).filter((udid) => !user.includes(udid))
  return { bench, user, direct }
}

/** On the cable, read, and nothing under way that a new run would have to wait for. */
function isIdle(view: DeviceView): boolean {
  if (view.presence !== 'attached' || view.facts === null) return false
  return ['ready', 'enrolled', 'needsAttention', 'awaitingUser', 'awaitingEnrollment'].includes(view.stage)
}

function isSettled(view: DeviceView, takenHome: ReadonlySet<string>): boolean {
  if (view.stage === 'enrolled') return true
  return view.stage === 'needsAttention' && view.presence !== 'away' && !takenHome.has(view.udid)
}

function sayVerdict(outcome: PracticeOutcome, { t, duration }: Translator, progress: Progress): void {
  const failed = outcome.devices.filter((device) => device.intuneState !== 'enrolled' || device.error !== null).length
  const count = outcome.devices.length
  if (outcome.ok) progress.say(t('cli:practice.allEnrolled', { count, duration: duration(outcome.durationMs) }))
  else progress.say(t('cli:practice.someFailed', { failed, count }))
}

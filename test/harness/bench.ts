import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../electron/app.ts'
import type { AppOptions } from '../../electron/app-options.ts'
import type { App } from '../../electron/app.ts'
import { practiceAppOptions } from '../../electron/hosts/practice-app.ts'
import { startPracticeWorld } from '../../electron/hosts/practice-world.ts'
import type { PracticeWorld } from '../../electron/hosts/practice-world.ts'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { openDataDirectory } from '../../electron/store/data-directory.ts'
import { openSecretBox } from '../../electron/store/secret-box.ts'
import { openStore } from '../../electron/store/store.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { blueprintIds, defaultBlueprints } from '../../src-shared/default-blueprints.ts'
import type { CartScenario } from './cart.ts'
import { cartHand } from './cart-hand.ts'
import type { CartHand } from './cart-hand.ts'
import { FeedWatch } from './feed-watch.ts'
import { practicePrograms } from './programs.ts'
import { createRecorder } from './recorder.ts'
import type { Recorder } from './recorder.ts'
import { tenantHand } from './tenant-hand.ts'
import type { TenantHand } from './tenant-hand.ts'

export type BenchOptions = {
  readonly devices?: number
  readonly scenario?: CartScenario
  readonly hands?: string
  readonly time?: string
  /** Laid over what a core in this world is usually told. */
  readonly app?: (world: PracticeWorld) => Partial<AppOptions> | Promise<Partial<AppOptions>>
  /** What the core's data directory holds before it is first opened, instead of the usual blueprints. */
  readonly blueprints?: (usual: readonly Blueprint[]) => readonly Blueprint[]
}

/** A core in this process; cart and tenant in processes of their own. Always `stop` it. */
export type Bench = {
  readonly dir: string
  readonly dataDir: string
  readonly world: PracticeWorld
  readonly cart: CartHand
  readonly tenant: TenantHand
  readonly log: Recorder
  readonly app: App
  readonly feed: FeedWatch
  readonly options: AppOptions
  /** The devices as the cart was filled, by slot. */
  readonly devices: readonly DeviceReport[]
  readonly startRun: (blueprint: keyof typeof blueprintIds, udids: readonly string[]) => Promise<void>
  /** Ends the core and starts another one on the same data directory; returns what it is now. */
  readonly restartCore: () => Promise<Bench>
  readonly stopCore: () => Promise<void>
  readonly stop: () => Promise<void>
}

export async function startBench(options: BenchOptions = {}): Promise<Bench> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-bench-'))
  try {
    return await fill(dir, options)
  } catch (error) {
    await rm(dir, { recursive: true, force: true })
    throw error
  }
}

async function fill(dir: string, options: BenchOptions): Promise<Bench> {
  const scenario = join(dir, 'scenario.json')
  if (options.scenario !== undefined) await writeFile(scenario, JSON.stringify(options.scenario))
  const world = await startPracticeWorld({
    dir: join(dir, 'world'),
    devices: options.scenario?.devices.length ?? options.devices ?? 1,
    hands: options.hands ?? 'atOnce',
    time: options.time ?? 'instant',
    programs: practicePrograms,
    ...(options.scenario === undefined ? {} : { scenario }),
  })
  try {
    const log = createRecorder()
    const dataDir = join(dir, 'core')
    const usual = practiceAppOptions(world, { dataDir, version: '0.0.0', language: 'en', logger: log.logger })
    const appOptions = { ...usual, ...(await options.app?.(world)) }
    if (options.blueprints !== undefined)
      await storeBlueprints(dataDir, options.blueprints(defaultBlueprints(appOptions.wifi?.settings ?? null)))
    const cart = cartHand(world.cartControl.url, world.cartControl.token)
    const tenant = tenantHand(world.tenantControl.url, world.tenantControl.token)
    const devices = (await cart.list()).toSorted((a, b) => a.slot - b.slot)
    return await openBench({ dir, dataDir, world, cart, tenant, log, options: appOptions, devices })
  } catch (error) {
    await world.close()
    throw error
  }
}

async function storeBlueprints(dataDir: string, blueprints: readonly Blueprint[]): Promise<void> {
  const directory = openDataDirectory(dataDir, 'practice')
  const box = await openSecretBox({ kind: 'keyFile', path: directory.file('secrets.key') })
  const store = await openStore(directory.file('slipway.sqlite'), box)
  for (const [position, blueprint] of blueprints.entries()) await store.putBlueprint(blueprint, position)
  await store.close()
  directory.close()
}

type Closed = Pick<Bench, 'dir' | 'dataDir' | 'world' | 'cart' | 'tenant' | 'log' | 'options' | 'devices'>

async function openBench(bench: Closed): Promise<Bench> {
  const app = await createApp(bench.options)
  const feed = new FeedWatch(app)
  let open = true
  const stopCore = async (): Promise<void> => {
    if (!open) return
    open = false
    await feed.stop()
    await app.close()
  }
  return {
    ...bench,
    app,
    feed,
    stopCore,
    startRun: (blueprint, udids) => startRun(app, feed, blueprint, udids),
    restartCore: async () => {
      await stopCore()
      return openBench(bench)
    },
    stop: async () => {
      await stopCore()
      await bench.world.close()
      await rm(bench.dir, { recursive: true, force: true })
    },
  }
}

/** As a person does it: waits until the devices are listed and ready, then starts with consent for what may be erased. */
async function startRun(
  app: App,
  feed: FeedWatch,
  blueprint: keyof typeof blueprintIds,
  udids: readonly string[],
): Promise<void> {
  await feed.until(
    (views) => udids.every((udid) => views.some((view) => view.udid === udid && view.stage === 'ready')),
    'every device ready',
  )
  await app.handlers['runs.start']({
    udids: [...udids],
    blueprintId: blueprintIds[blueprint],
    consent: blueprint === 'direct' ? null : { udids: [...udids], typedCount: udids.length },
    waivePilot: true,
  })
}

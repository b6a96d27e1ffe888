import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { startPracticeWorld } from '../../electron/hosts/practice-world.ts'
import { cartHand } from '../harness/cart-hand.ts'
import type { CartHand } from '../harness/cart-hand.ts'
import { tenantHand } from '../harness/tenant-hand.ts'
import type { TenantHand } from '../harness/tenant-hand.ts'
import { liveOn } from './staging-core.ts'
import type { CoreEnd, CoreLife, Cut } from './staging-core.ts'

/** A way to stage with the devices it is tried on, as they are before. */
export type KillRoute = {
  readonly blueprint: Blueprint
  readonly devices: readonly ('fresh' | 'used')[]
  /** How often each of them is to be erased in the end, whatever died meanwhile. */
  readonly erased: readonly number[]
  /** And how often its configuration is to be stored. */
  readonly stored: readonly number[]
  /** How each of them is to stand at the end. */
  readonly ends: 'enrolled' | 'prepared'
}

export type KillWorld = {
  readonly cart: CartHand
  readonly tenant: TenantHand
  /** The devices of one group, in the order of the route. */
  readonly group: (index: number) => readonly DeviceReport[]
  readonly plug: (group: readonly DeviceReport[]) => Promise<void>
  readonly unplug: (group: readonly DeviceReport[]) => Promise<void>
  /** What a core has to be told to live on a data directory of its own. */
  readonly life: (route: KillRoute, group: readonly DeviceReport[], dataDir: string, cut: Cut | null) => CoreLife
  readonly newDataDir: () => Promise<string>
  readonly close: () => Promise<void>
}

const entry = fileURLToPath(new URL('mortal-core.ts', import.meta.url))

/** Cart and tenant for so many groups of devices, all unplugged: they outlive every core and count what really happened. */
export async function openKillWorld(route: KillRoute, groups: number): Promise<KillWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-kill-'))
  const scenario = join(dir, 'scenario.json')
  const devices = Array.from({ length: groups }, () => route.devices).flat()
  await writeFile(scenario, JSON.stringify({ devices: devices.map((state) => ({ state, attached: false })) }))
  const world = await startPracticeWorld({
    dir: join(dir, 'world'),
    devices: devices.length,
    hands: 'atOnce',
    time: 'instant',
    scenario,
  })
  const { cart: _cart, close: _close, ...addresses } = world
  const cart = cartHand(world.cartControl.url, world.cartControl.token)
  const all = (await cart.list()).toSorted((a, b) => a.slot - b.slot)
  const size = route.devices.length
  const each = async (group: readonly DeviceReport[], act: (udid: string) => Promise<void>): Promise<void> => {
    for (const { identity } of group) await act(identity.udid)
  }
  return {
    cart,
    tenant: tenantHand(world.tenantControl.url, world.tenantControl.token),
    group: (index) => all.slice(index * size, (index + 1) * size),
    plug: (group) => each(group, (udid) => cart.plug(udid)),
    unplug: (group) => each(group, (udid) => cart.unplug(udid)),
    life: ({ blueprint }, group, dataDir, cut) => ({
      world: addresses,
      dataDir,
      udids: group.map(({ identity }) => identity.udid),
      blueprint,
      cut,
    }),
    newDataDir: () => mkdtemp(join(dir, 'core-')),
    close: async () => {
      await world.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/**
 * A core in a process of its own. Null when it died at its cut; what it said when it reached its end.
 * @param under a program that runs it, with its arguments, such as strace
 */
export async function liveAndDie(life: CoreLife, under: readonly string[] = []): Promise<CoreEnd | null> {
  const [program, ...args] = [...under, process.execPath, entry]
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(life))
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  const said = await text(child.stdout)
  if ((await ended) === 'SIGKILL') return null
  return JSON.parse(said) as CoreEnd
}

/** The devices' own truth at the end of it all, in the order of the route. */
export async function truthOf(world: KillWorld, group: readonly DeviceReport[]): Promise<readonly DeviceReport[]> {
  return Promise.all(group.map(({ identity }) => world.cart.device(identity.udid)))
}

/** A new core on the same data directory, which is what a person starts after a crash. */
export function resume(life: CoreLife): Promise<CoreEnd> {
  return liveOn({ ...life, cut: null })
}

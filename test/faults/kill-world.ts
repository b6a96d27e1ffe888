import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { startPracticeWorld } from '../../electron/hosts/practice-world.ts'
import type { PracticeWorld } from '../../electron/hosts/practice-world.ts'
import { cartHand } from '../harness/cart-hand.ts'
import type { CartHand } from '../harness/cart-hand.ts'
import { practicePrograms } from '../harness/programs.ts'
import { tenantHand } from '../harness/tenant-hand.ts'
import type { TenantHand } from '../harness/tenant-hand.ts'
import { liveOn } from './staging-core.ts'
import type { CoreEnd, CoreLife, Cut, MortalWord } from './staging-core.ts'

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
  /** What has to be so first: for all devices of a world at once, which are unplugged before and after. */
  readonly before?: (world: KillWorld, devices: readonly DeviceReport[]) => Promise<void>
  /** What else is not as it must be with a group at the end, in words. */
  readonly troubles?: (world: KillWorld, group: readonly DeviceReport[], dataDir: string) => Promise<readonly string[]>
}

export type KillWorld = {
  readonly practice: PracticeWorld
  readonly cart: CartHand
  readonly tenant: TenantHand
  /** The devices of one group, in the order of the route. */
  readonly group: (index: number) => readonly DeviceReport[]
  readonly plug: (group: readonly DeviceReport[]) => Promise<void>
  readonly unplug: (group: readonly DeviceReport[]) => Promise<void>
  /** What a core has to be told to live on a data directory of its own. */
  readonly life: (route: KillRoute, group: readonly DeviceReport[], dataDir: string, cuts: readonly Cut[]) => CoreLife
  readonly newDataDir: () => Promise<string>
  readonly close: () => Promise<void>
}

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
    programs: practicePrograms,
  })
  const { cart: _cart, close: _close, ...addresses } = world
  const cart = cartHand(world.cartControl.url, world.cartControl.token)
  const all = (await cart.list()).toSorted((a, b) => a.slot - b.slot)
  const size = route.devices.length
  const each = async (group: readonly DeviceReport[], act: (udid: string) => Promise<void>): Promise<void> => {
    for (const { identity } of group) await act(identity.udid)
  }
  const killWorld: KillWorld = {
    practice: world,
    cart,
    tenant: tenantHand(world.tenantControl.url, world.tenantControl.token),
    group: (index) => all.slice(index * size, (index + 1) * size),
    plug: (group) => each(group, (udid) => cart.plug(udid)),
    unplug: (group) => each(group, (udid) => cart.unplug(udid)),
    life: ({ blueprint }, group, dataDir, cuts) => ({
      world: addresses,
      dataDir,
      udids: group.map(({ identity }) => identity.udid),
      blueprint,
      cuts,
    }),
    newDataDir: () => mkdtemp(join(dir, 'core-')),
    close: async () => {
      await world.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
  try {
    await route.before?.(killWorld, all)
  } catch (error) {
    await killWorld.close()
    throw error
  }
  return killWorld
}

/**
 * A core in a process of its own, which dies at one of its cuts or reaches its end.
 * @param under a program that runs it, with its arguments, such as strace
 */
export async function liveAndDie(life: CoreLife, under: readonly string[] = []): Promise<MortalWord> {
  const [program, ...args] = [...under, process.execPath, inject('mortalProgram')]
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(life))
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  const said = JSON.parse(await text(child.stdout)) as MortalWord
  if ('cut' in said !== ((await ended) === 'SIGKILL')) throw new Error('a core that died but not as it was told to')
  return said
}

/** The devices' own truth at the end of it all, in the order of the route. */
export async function truthOf(world: KillWorld, group: readonly DeviceReport[]): Promise<readonly DeviceReport[]> {
  return Promise.all(group.map(({ identity }) => world.cart.device(identity.udid)))
}

/** A new core on the same data directory, which is what a person starts after a crash. */
export function resume(life: CoreLife): Promise<CoreEnd> {
  return liveOn({ ...life, cuts: [] }, () => {})
}

/** What is not where the blueprint says, in words, by the core's own word and by the devices' truth. */
export async function troublesOf(
  world: KillWorld,
  route: KillRoute,
  { group, dataDir }: { readonly group: readonly DeviceReport[]; readonly dataDir: string },
  end: CoreEnd,
): Promise<readonly string[]> {
  const troubles = end.views
    .filter(({ stage }) => stage !== route.ends)
    .map(({ slot, stage, error }) => `slot ${slot} ended ${stage} (${error?.code ?? 'no error'})`)
  for (const [at, report] of (await truthOf(world, group)).entries()) {
    const seen = [report.counts['erased'] ?? 0, report.counts['cloudConfigurationStored'] ?? 0, report.storage.enrolled]
    const wanted = [route.erased[at], route.stored[at], route.ends === 'enrolled']
    if (JSON.stringify(seen) !== JSON.stringify(wanted))
      troubles.push(
        `device ${at}: erased, stored, enrolled ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`,
      )
  }
  troubles.push(...((await route.troubles?.(world, group, dataDir)) ?? []))
  if (!end.ledgerIntact) troubles.push('the ledger does not verify')
  return troubles
}

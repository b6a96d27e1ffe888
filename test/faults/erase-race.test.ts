import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticeWorld } from '../../electron/hosts/practice-world.ts'
import type { PracticeWorld } from '../../electron/hosts/practice-world.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { cartHand } from '../harness/cart-hand.ts'
import type { CartHand } from '../harness/cart-hand.ts'
import { practicePrograms, programFile } from '../harness/programs.ts'
import type { RaceEnd, RaceGo, RaceOrder, RaceStart } from './racing-core.ts'

/** How much later the second one starts, in milliseconds: from together to after the first one's erase was taken. */
const offsets = [0, 5, 20, 80, 300, 1000]
const refusals = ['stage.heldByOther', 'stage.deviceChanged']

describe('two cores with a data directory each, told to erase the same device', () => {
  let dir: string
  let world: PracticeWorld
  let cart: CartHand
  let cores: readonly RacingCore[]

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'slipway-race-'))
    const scenario = join(dir, 'scenario.json')
    await writeFile(scenario, JSON.stringify({ devices: offsets.map(() => ({ state: 'used' })) }))
    // Slow enough that an erased device still answers for a while as if nothing had happened.
    world = await startPracticeWorld({
      dir: join(dir, 'world'),
      hands: 'atOnce',
      time: 'x40',
      scenario,
      programs: practicePrograms,
    })
    cart = cartHand(world.cartControl.url, world.cartControl.token)
    cores = await Promise.all(['one', 'two'].map((name) => startCore(world, join(dir, name))))
  }, 60_000)
  afterAll(async () => {
    await Promise.all((cores ?? []).map((core) => core.stop()))
    await world?.close()
    await rm(dir, { recursive: true, force: true })
  })

  it.for(offsets.map((offset, slot) => ({ offset, slot })))(
    'erase it once when they start $offset ms apart (device $slot)',
    async ({ offset, slot }) => {
      const { udid } = (await cart.list())[slot]!.identity
      // Who is first must not always be the same one.
      const [early, late] = slot % 2 === 0 ? cores : cores.toReversed()
      const order = { udid, blueprintId: blueprintIds.bench }
      const [first, second] = await Promise.all([early!.ready(order), late!.ready(order)])
      const begin = Date.now() + 50
      const ends = await Promise.all([first({ startAt: begin }), second({ startAt: begin + offset })])
      const truth = await cart.device(udid)
      expect(truth.counts['erased'], JSON.stringify(ends)).toBe(1)
      expect(await erasesAsked(world, udid)).toBe(1)
      const won = ends.filter(({ stage }) => stage !== 'needsAttention')
      const lost = ends.filter(({ stage }) => stage === 'needsAttention')
      expect(won.length, JSON.stringify(ends)).toBe(1)
      expect(
        lost.map(({ code }) => refusals.includes(code ?? '')),
        JSON.stringify(ends),
      ).toEqual([true])
      expect(truth.storage.enrolled).toBe(true)
    },
  )
})

type RacingCore = {
  /** Waits until the core could start; what is returned lets it, and waits for how its run ended. */
  readonly ready: (order: RaceOrder) => Promise<(go: RaceGo) => Promise<RaceEnd>>
  readonly stop: () => Promise<void>
}

async function startCore(world: PracticeWorld, dataDir: string): Promise<RacingCore> {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [programFile('racing-core')])
  child.stderr.pipe(process.stderr)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<unknown> => {
    const line = await lines.next()
    if (line.done === true) throw new Error('the core ended')
    return JSON.parse(line.value)
  }
  const say = (document: object): void => void child.stdin.write(`${JSON.stringify(document)}\n`)
  const { cart: _cart, close: _close, ...addresses } = world
  say({ world: addresses, dataDir } satisfies RaceStart)
  await next()
  return {
    ready: async (order) => {
      say(order)
      await next()
      return async (go) => {
        say(go)
        return (await next()) as RaceEnd
      }
    },
    stop: async () => {
      child.stdin.end()
      await exited
    },
  }
}

/** What reached the device, whether or not it did anything: a second one must not even be sent. */
async function erasesAsked({ cartControl }: PracticeWorld, udid: string): Promise<number> {
  const response = await fetch(`${cartControl.url}/devices/${udid}/requests`, {
    headers: { authorization: `Bearer ${cartControl.token}` },
  })
  const { requests } = (await response.json()) as { requests: readonly { readonly name: string }[] }
  return requests.filter(({ name }) => name === 'EraseDevice').length
}

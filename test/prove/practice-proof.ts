import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppOptions } from '../../electron/app-options.ts'
import { practiceAppOptions } from '../../electron/hosts/practice-app.ts'
import { startPracticeWorld } from '../../electron/hosts/practice-world.ts'
import type { PracticeWorld } from '../../electron/hosts/practice-world.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import type { Person, Wish } from '../../electron/prove/person.ts'
import { createWorkbench } from '../../electron/workbench.ts'
import type { Workbench } from '../../electron/workbench.ts'
import { practicePrograms } from '../harness/programs.ts'

/** A practice world with a workbench in front of it. Always `stop` it. */
export type ProofRig = {
  readonly dir: string
  readonly world: PracticeWorld
  readonly options: AppOptions
  readonly workbench: Workbench
  readonly stop: () => Promise<void>
}

export async function startRig(
  scenario: { readonly devices: readonly object[]; readonly faults?: readonly object[] },
  more: (dir: string) => Partial<AppOptions> = () => ({}),
): Promise<ProofRig> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-proof-'))
  const file = join(dir, 'scenario.json')
  await writeFile(file, JSON.stringify(scenario))
  const world = await startPracticeWorld({
    dir: join(dir, 'world'),
    devices: scenario.devices.length,
    scenario: file,
    programs: practicePrograms,
  })
  const host = { dataDir: join(dir, 'core'), version: '0.0.0', language: 'en', logger: silentLogger } as const
  const options = { ...practiceAppOptions(world, host), ...more(dir) }
  const workbench = await createWorkbench(options).catch(async (error: unknown) => {
    await world.close()
    throw error
  })
  return {
    dir,
    world,
    options,
    workbench,
    stop: async () => {
      await workbench.close()
      await world.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Somebody who consents to every erase by typing the right four characters, and skips what nobody taps. */
export function willing(more: Partial<Person> = {}): Person & { readonly wishes: Wish[] } {
  const wishes: Wish[] = []
  return {
    wishes,
    checkBegins: () => {},
    checkEnded: () => {},
    wish: (wish) => {
      wishes.push(wish)
      return { skipped: wish === 'installProfile' ? AbortSignal.abort() : new AbortController().signal, done: () => {} }
    },
    consent: (serial) => Promise.resolve(serial.slice(-4)),
    ...more,
  }
}

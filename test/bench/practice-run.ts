import { holdContest } from './contest.ts'
import type { Contest } from './contest.ts'
import type { BenchOptions } from './options.ts'
import { runNode } from './programs.ts'

/** The whole promise, from an empty directory to *Enrolled*: core, cart and tenant, eight devices. */
export async function benchPracticeRun({ rounds, say }: BenchOptions): Promise<Contest> {
  const name = 'Slipway: practice run'
  const run = async (): Promise<void> => {
    const output = await runNode('electron/hosts/cli/main.ts', ['practice', 'run', '--json', '--devices', '8'])
    const { ok } = JSON.parse(output) as { ok: boolean }
    if (!ok) throw new Error('the practice run did not end well')
  }
  return holdContest({
    title: 'practice run of 8 devices',
    contenders: [name],
    widths: [8],
    rounds,
    say,
    prepare: () =>
      Promise.resolve({
        cartPid: null,
        contender: { name, ours: true, clientPid: null, run },
        finish: () => Promise.resolve(),
      }),
  })
}

/** `npm run bench`: Slipway's device client beside other people's, against the same practice cart, in one run. */
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Contest } from './contest.ts'
import { benchDiscovery } from './discovery.ts'
import { parseBenchOptions } from './options.ts'
import type { BenchName, BenchOptions } from './options.ts'
import { benchPracticeRun } from './practice-run.ts'
import { benchPreparation } from './preparation.ts'
import { describeMachine, printContest } from './report.ts'
import { benchStaging } from './staging.ts'
import type { StagingRow } from './staging.ts'
import { printStaging } from './staging-report.ts'
import { runNode } from './programs.ts'
import { printUi } from './ui-report.ts'
import type { UiFigures } from './ui-report.ts'

const benches: Readonly<Record<Exclude<BenchName, 'staging' | 'ui'>, (options: BenchOptions) => Promise<Contest>>> = {
  discovery: benchDiscovery,
  preparation: benchPreparation,
  practice: benchPracticeRun,
}

const missing = new Set<string>()

function isInstalled(program: string): boolean {
  const folders = isAbsolute(program) ? ['/'] : (process.env['PATH'] ?? '').split(delimiter)
  const found = folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  if (!found) missing.add(program)
  return found
}

/** The page, in a program of its own. */
async function benchUi({ devices, rounds, say }: BenchOptions): Promise<UiFigures> {
  say('ui: builds the page, records a staging and plays it in the browser')
  return JSON.parse(await runNode('test/bench/ui/ui.ts', [String(devices), String(rounds)])) as UiFigures
}

async function main(): Promise<void> {
  const asked = parseBenchOptions(process.argv.slice(2))
  const machine = describeMachine()
  const say = (text: string): void => void process.stderr.write(`${text}\n`)
  const data = await mkdtemp(join(tmpdir(), 'slipway-bench-keys-'))
  const contests: Contest[] = []
  let staging: readonly StagingRow[] = []
  let ui: UiFigures | null = null
  try {
    for (const name of asked.only) {
      const options = { ...asked, data, isInstalled, say }
      if (name === 'staging') staging = await benchStaging(options)
      else if (name === 'ui') ui = await benchUi(options)
      else contests.push(await benches[name](options))
    }
  } finally {
    await rm(data, { recursive: true, force: true })
  }
  const notInstalled = [...missing]
  if (asked.json)
    return void process.stdout.write(`${JSON.stringify({ machine, notInstalled, contests, staging, ui }, null, 2)}\n`)
  const { cores, processor, memoryGb, system, node, load } = machine
  console.log(`\n${cores} cores (${processor}), ${memoryGb} GB, ${system}, Node ${node}, load ${load} at the start`)
  for (const contest of contests) console.log(printContest(contest))
  if (staging.length > 0) console.log(printStaging(staging, asked.devices))
  if (ui !== null) console.log(printUi(ui))
  if (notInstalled.length > 0) console.log(`\nNot installed, so not compared: ${notInstalled.join(', ')}`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

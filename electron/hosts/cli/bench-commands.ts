import type { Command } from 'commander'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import type { Plan } from '../../../src-shared/plan.ts'
import { productName } from '../../../src-shared/product-names.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { DeviceFollower } from './device-follower.ts'
import { countOf, namedDevices } from './named-devices.ts'
import { outcomeOf, outcomeTable } from './practice-outcome.ts'
import { printable } from './printable.ts'
import { bySlot, createProgress } from './progress.ts'
import { formatTable } from './table.ts'
import { waitingSentence } from './waiting-sentence.ts'
import { assertCableService, connectionOptions, readDevices, withApp } from './with-app.ts'

type BenchFlags = Connection & {
  readonly json?: boolean
  readonly blueprint?: string
  readonly all?: boolean
  readonly eraseCount?: string
  readonly pilot?: boolean
}

const stallMs = 24 * 60 * 60_000

/** `slipway devices | plan | stage`: the bench without a window. */
export function addBenchCommands(program: Command, host: CliHost): void {
  const { t } = host.translator
  connectionOptions(program.command('devices').description(t('cli:command.devices')), host).action(
    (flags: BenchFlags) => withApp(flags, host, (app) => listDevices(app, flags, host)),
  )
  connectionOptions(program.command('plan').description(t('cli:command.plan')).argument('[udid...]'), host)
    .requiredOption('--blueprint <id>', t('cli:option.blueprint'))
    .option('--all', t('cli:option.all'))
    .action((udids: string[], flags: BenchFlags) => withApp(flags, host, (app) => showPlans(app, udids, flags, host)))
  connectionOptions(program.command('stage').description(t('cli:command.stage')).argument('[udid...]'), host)
    .requiredOption('--blueprint <id>', t('cli:option.blueprint'))
    .option('--all', t('cli:option.all'))
    .option('--erase-count <n>', t('cli:option.eraseCount'))
    .option('--no-pilot', t('automation:noPilotOption'))
    .option('--trace <file>', t('prove:option.trace'))
    .action((udids: string[], flags: BenchFlags) =>
      withApp(flags, host, (app) => stageDevices(app, udids, flags, host)),
    )
}

async function listDevices(app: App, flags: BenchFlags, { translator }: CliHost): Promise<void> {
  const { t } = translator
  const views = await readDevices(app)
  await assertCableService(app)
  if (flags.json === true) return void process.stdout.write(`${JSON.stringify({ devices: views }, null, 2)}\n`)
  if (views.length === 0) return console.log(t('cli:devices.none'))
  const header = (['slot', 'name', 'serial', 'model', 'system', 'stage'] as const).map((key) => t(`cli:table.${key}`))
  const rows = views.map(({ slot, udid, facts, stage: standing }) => [
    String(slot ?? '–'),
    facts?.name ?? '–',
    facts?.serial ?? udid,
    productName(facts?.productType ?? '–'),
    facts?.osVersion ?? '–',
    t(`cli:stage.${standing}`),
  ])
  console.log(formatTable(header, rows))
  for (const view of views) {
    const sentence = view.error === null ? waitingSentence(view, translator) : translator.error(view.error).sentence
    if (sentence !== null) console.log(`${view.slot ?? '–'}: ${printable(sentence)}`)
  }
}

async function showPlans(app: App, udids: readonly string[], flags: BenchFlags, host: CliHost): Promise<void> {
  const { plans } = await app.handlers['runs.preview']({
    udids: namedDevices(await readDevices(app), udids, flags.all === true, host),
    blueprintId: flags.blueprint ?? '',
  })
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ plans }, null, 2)}\n`)
  else for (const plan of plans) console.log(planText(plan, host))
  if (plans.some((plan) => plan.problems.length > 0)) process.exitCode = 1
}

function planText(plan: Plan, { translator }: CliHost): string {
  const { t, reason, error } = translator
  const lines = plan.steps.map(
    (step) =>
      `  ${step.skip ? '–' : '•'} ${reason(`step.${step.name}`)}${step.skip ? ` (${t('cli:plan.skipped')})` : ''}: ${reason(step.reason)}`,
  )
  const problems = plan.problems.map((problem) => `  ${t('cli:plan.problem', error(problem))}`)
  const warnings = plan.warnings.map((warning) => `  ${t('cli:plan.warning', error(warning))}`)
  const minutes = t('cli:plan.minutes', { count: Math.max(1, Math.round(plan.expectedMs / 60_000)) })
  return [`${plan.udid}: ${t(eraseWords[plan.erases])} ${minutes}`, ...lines, ...problems, ...warnings].join('\n')
}

const eraseWords = { yes: 'cli:plan.erases', maybe: 'cli:plan.mayErase', no: 'cli:plan.keeps' } as const

/** Nothing more happens by itself: also to devices whose pilot did not end well. */
function isAtEnd({ stage, run }: DeviceView): boolean {
  if (stage === 'held') return run?.hold?.why === 'pilotStopped'
  return ['enrolled', 'awaitingUser', 'prepared', 'needsAttention'].includes(stage)
}

export async function stageDevices(
  app: App,
  udids: readonly string[],
  flags: BenchFlags,
  host: CliHost,
): Promise<void> {
  const { translator } = host
  const typed = flags.eraseCount === undefined ? null : countOf('--erase-count', flags.eraseCount, host)
  const targets = namedDevices(await readDevices(app), udids, flags.all === true, host)
  const blueprintId = flags.blueprint ?? ''
  const { plans } = await app.handlers['runs.preview']({ udids: targets, blueprintId })
  const erasing = plans.filter((plan) => plan.erases !== 'no').map((plan) => plan.udid)
  const consent = typed === null ? null : { udids: erasing, typedCount: typed }
  const startedAt = performance.now()
  const follower = new DeviceFollower(app.handlers)
  const progress = createProgress(translator, flags.json === true ? process.stderr : process.stdout, targets.length)
  try {
    await app.handlers['runs.start']({ udids: targets, blueprintId, consent, waivePilot: flags.pilot === false })
    const mine = (views: readonly DeviceView[]) => views.filter((view) => targets.includes(view.udid))
    const views = bySlot(
      mine(
        await follower.until((all) => {
          progress.show(mine(all))
          return mine(all).length === targets.length && mine(all).every((view) => isAtEnd(view))
        }, stallMs),
      ),
    )
    progress.end()
    const outcome = outcomeOf(views, Math.round(performance.now() - startedAt))
    const ok = views.every((view) => view.stage !== 'needsAttention' && view.stage !== 'held')
    if (flags.json === true) process.stdout.write(`${JSON.stringify({ ...outcome, ok }, null, 2)}\n`)
    else console.log(`\n${outcomeTable(views, translator)}`)
    process.exitCode = ok ? 0 : 1
  } finally {
    follower.stop()
  }
}

import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import { createLogger } from '../../lib/logger.ts'
import { openPage } from './open-page.ts'
import { runPracticeService } from '../practice-programs.ts'
import type { CliHost } from './cli-host.ts'
import { runPractice } from './practice-run.ts'
import { createProgress } from './progress.ts'

type RunFlags = { devices?: string; scenario?: string; data?: string; keepOpen?: boolean; json?: boolean }

const usualDevices = 8

/** `slipway practice run | cart | tenant`. */
export function addPracticeCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const practice = program.command('practice').description(t('cli:command.practice'))
  practice
    .command('run')
    .description(t('cli:command.practiceRun'))
    .option('--devices <n>', t('cli:option.devices'))
    .option('--scenario <name>', t('cli:option.scenario'))
    .option('--data <dir>', t('cli:option.data'))
    .option('--keep-open', t('cli:option.keepOpen'))
    .option('--json', t('cli:option.json'))
    .action((flags: RunFlags) => run(flags, host))
  for (const name of ['cart', 'tenant'] as const) {
    practice
      .command(name)
      .description(t(name === 'cart' ? 'cli:command.practiceCart' : 'cli:command.practiceTenant'))
      .allowUnknownOption()
      .allowExcessArguments()
      .addHelpText('after', t(`practice:options.${name}`))
      .action(async (_flags: unknown, command: Command) => {
        process.exitCode = await runPracticeService(name, command.args)
      })
  }
}

async function run(flags: RunFlags, host: CliHost): Promise<void> {
  const { translator } = host
  const scenario = flags.scenario ?? null
  const devices = flags.devices === undefined && scenario !== null ? null : Number(flags.devices ?? usualDevices)
  if (devices !== null && (!Number.isInteger(devices) || devices < 1 || devices > 128)) {
    throw new AppError('app.usage', { detail: translator.t('cli:practice.onlyDevices') })
  }
  // With --json standard output carries the document and nothing else.
  const progress = createProgress(
    translator,
    flags.json === true ? process.stderr : process.stdout,
    devices ?? usualDevices,
  )
  const outcome = await runPractice({
    devices,
    scenario,
    dataDir: flags.data ?? null,
    version: host.version,
    translator,
    logger: createLogger({ name: 'core', level: host.verbose ? 'debug' : 'error' }),
    progress,
    keepOpen: flags.keepOpen === true ? (app) => keepOpen(app, host) : null,
  })
  if (flags.json === true) process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`)
  process.exitCode = outcome.ok ? 0 : 1
}

async function keepOpen(app: Parameters<typeof openPage>[0], { translator }: CliHost): Promise<void> {
  const page = await openPage(app, translator)
  console.error(translator.t('cli:practice.pageOpen', { url: page.url }))
  console.error(translator.t('cli:practice.stopHint'))
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
    createInterface({ input: process.stdin }).once('close', () => {
      if (process.stdin.isTTY) resolve()
    })
  })
  await page.close()
}

import { join, resolve } from 'node:path'
import { Option } from 'commander'
import type { Command } from 'commander'
import { backends } from '../../../src-shared/capabilities.ts'
import type { Backend } from '../../../src-shared/capabilities.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { createLogger } from '../../lib/logger.ts'
import { makeFolder } from '../../lib/make-folder.ts'
import { createWorkbench } from '../../workbench.ts'
import { connectedAppOptions } from '../connection.ts'
import type { Connection } from '../connection.ts'
import { announceAlone } from '../local/announce-alone.ts'
import type { CliHost } from './cli-host.ts'
import type { ConfiguratorFlags } from './configurator-turn.ts'
import { proveConfigurator } from './configurator-prove.ts'
import { proveText, writeProveReport } from './prove-report.ts'
import { TerminalPerson } from './terminal-person.ts'
import { connectionOptions } from './with-app.ts'

type WorkbenchFlags = Connection & { readonly udid?: string; readonly out?: string; readonly json?: boolean }
type ProveFlags = WorkbenchFlags & ConfiguratorFlags & { readonly backend: Backend }

/** `slipway prove` and `slipway trace`: one device, worked on by hand. */
export function addProveCommands(program: Command, host: CliHost): void {
  const { t } = host.translator
  connectionOptions(program.command('prove').description(t('prove:about')), host)
    .option('--udid <udid>', t('prove:option.udid'))
    .option('--out <dir>', t('prove:option.out'))
    .addOption(new Option('--backend <name>', t('configurator:option.backend')).choices(backends).default('slipway'))
    .option('--ecid <ecid>', t('configurator:option.ecid'))
    .option('--cfgutil <path>', t('configurator:option.cfgutil'))
    .action((flags: ProveFlags) =>
      flags.backend === 'configurator' ? proveConfigurator(flags, host) : prove(flags, host),
    )
  connectionOptions(program.command('trace').description(t('prove:traceAbout')), host)
    .option('--udid <udid>', t('prove:option.udid'))
    .option('--out <file>', t('prove:option.traceOut'))
    .action((flags: WorkbenchFlags) => trace(flags, host))
}

async function prove(flags: WorkbenchFlags, host: CliHost): Promise<void> {
  const { translator } = host
  const out = flags.json === true ? process.stderr : process.stdout
  const directory = resolve(flags.out ?? named('slipway-prove'))
  makeReportFolder(directory)
  const workbench = await open(flags, host, join(directory, 'transcript.jsonl'))
  const person = new TerminalPerson(translator, process.stdin, out)
  const stopping = stopSignal()
  try {
    const udid = await workbench.choose(flags.udid ?? null)
    out.write(`${translator.t('prove:intro')}\n\n`)
    const report = await workbench.prove({ udid, person, signal: stopping.signal })
    writeProveReport(directory, report, translator)
    if (flags.json === true) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    else out.write(`\n${proveText(report, translator)}\n`)
    out.write(`${translator.t('prove:report.written', { path: directory })}\n`)
    process.exitCode = report.counts.refuted > 0 || stopping.signal.aborted ? 1 : 0
  } finally {
    stopping.done()
    person.close()
    await workbench.close()
  }
}

async function trace(flags: WorkbenchFlags, host: CliHost): Promise<void> {
  const { t } = host.translator
  const path = resolve(flags.out ?? `${named('slipway-trace')}.jsonl`)
  const workbench = await open(flags, host, path)
  const stopping = stopSignal()
  let asked: number
  try {
    const udid = await workbench.choose(flags.udid ?? null)
    const wish = (kind: 'trust' | 'unlock'): void => void process.stderr.write(`>>> ${t(`prove:wish.${kind}`)}\n`)
    asked = await workbench.tour({ udid, wish, signal: stopping.signal })
  } finally {
    stopping.done()
    await workbench.close()
  }
  if (flags.json === true) return void process.stdout.write(`${JSON.stringify({ path, asked }, null, 2)}\n`)
  console.log(t('prove:trace.done', { asked, path }))
  console.log(t('prove:trace.look'))
}

async function open(flags: WorkbenchFlags, { version, translator, verbose }: CliHost, transcript: string) {
  const logger = createLogger({ name: 'core', level: verbose ? 'debug' : 'fatal' })
  const options = connectedAppOptions(flags, process.env, { version, language: translator.language, logger })
  const workbench = await createWorkbench({ ...options, transcript })
  const takeBack = announceAlone(options.dataDir, 'prove', version)
  const close = (): Promise<void> => {
    takeBack()
    return workbench.close()
  }
  return { ...workbench, close }
}

/** Ctrl+C ends at the next safe point, and what was found out so far is still told. */
function stopSignal(): { readonly signal: AbortSignal; readonly done: () => void } {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop)
  return { signal: stopping.signal, done: () => process.off('SIGINT', stop) }
}

/** Names no device. */
function named(what: string): string {
  return `${what}-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}`
}

function makeReportFolder(path: string): void {
  try {
    makeFolder(path, 0o700)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new AppError('app.fileUnwritable', { path, reason }, { cause: error })
  }
}

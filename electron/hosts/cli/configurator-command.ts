import type { Command } from 'commander'
import { capabilities, capabilityNames, supportOf } from '../../../src-shared/capabilities.ts'
import type { BackendFacts } from '../../../src-shared/capabilities.ts'
import type { ConfiguratorStatus } from '../../../src-shared/configurator-view.ts'
import { createConfiguratorBench } from '../../configurator-bench.ts'
import type { ConfiguratorBench } from '../../configurator-bench.ts'
import { createLogger } from '../../lib/logger.ts'
import { connectedAppOptions } from '../connection.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { addConfiguratorActs } from './configurator-acts.ts'
import { formatTable } from './table.ts'

export type ConfiguratorFlags = Connection & {
  readonly cfgutil?: string
  readonly ecid?: string
  readonly json?: boolean
}

/** `slipway configurator …`: Apple's cfgutil, by hand. */
export function addConfiguratorCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const configurator = program.command('configurator').description(t('configurator:about'))
  configuratorOptions(configurator.command('status').description(t('configurator:command.status')), host).action(
    (flags: ConfiguratorFlags) =>
      onBench(flags, host, async (bench) => print(flags, await bench.status(), host, statusText)),
  )
  configuratorOptions(configurator.command('list').description(t('configurator:command.list')), host).action(
    (flags: ConfiguratorFlags) => onBench(flags, host, (bench) => list(bench, flags, host)),
  )
  configurator
    .command('capabilities')
    .description(t('configurator:command.capabilities'))
    .option('--json', t('cli:option.json'))
    .action((flags: ConfiguratorFlags) => showCapabilities(flags, host))
  addConfiguratorActs(configurator, host)
}

/** The flags by which a command finds cfgutil and the data directory. */
export function configuratorOptions(command: Command, { translator: { t } }: CliHost): Command {
  return command
    .option('--data <dir>', t('cli:option.data'))
    .option('--practice', t('cli:option.practice'))
    .option('--cfgutil <path>', t('configurator:option.cfgutil'))
    .option('--json', t('cli:option.json'))
}

/** A bench for the time of one command; Ctrl+C stops cfgutil, and is told as such. */
export async function onBench(
  flags: ConfiguratorFlags,
  { version, translator, verbose }: CliHost,
  work: (bench: ConfiguratorBench, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const logger = createLogger({ name: 'core', level: verbose ? 'debug' : 'fatal' })
  try {
    const options = connectedAppOptions(flags, process.env, { version, language: translator.language, logger })
    const bench = await createConfiguratorBench(options, flags.cfgutil ?? null, stopping.signal)
    try {
      await work(bench, stopping.signal)
    } finally {
      await bench.close()
    }
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/** The document with --json, its words without. */
export function print<T>(
  flags: ConfiguratorFlags,
  document: T,
  host: CliHost,
  words: (document: T, host: CliHost) => string,
): void {
  process.stdout.write(`${flags.json === true ? JSON.stringify(document, null, 2) : words(document, host)}\n`)
}

function statusText({ path, cfgutil, state, provedAt }: ConfiguratorStatus, { translator: { t } }: CliHost): string {
  return [
    t('configurator:status.path', { path }),
    t('configurator:status.version', { version: cfgutil.version ?? t('configurator:status.unknownVersion') }),
    t(`configurator:status.${state}`, { date: provedAt?.slice(0, 10) ?? '' }),
  ].join('\n')
}

async function list(bench: ConfiguratorBench, flags: ConfiguratorFlags, host: CliHost): Promise<void> {
  const devices = await bench.list()
  const { verified } = await bench.status()
  const { t } = host.translator
  print(flags, { verified, devices }, host, () => {
    if (devices.length === 0) return t('configurator:list.none')
    const columns = ['ecid', 'udid', 'productType', 'name'] as const
    const rows = devices.map((device) => columns.map((column) => device[column] ?? '–'))
    const table = formatTable(
      columns.map((column) => t(`configurator:list.column.${column}`)),
      rows,
    )
    return verified ? table : `${table}\n\n${t('configurator:list.unverified')}`
  })
}

/** The table itself, before any verdict: it is the same on every computer but for the platform. */
function showCapabilities(flags: ConfiguratorFlags, host: CliHost): void {
  const { t } = host.translator
  const facts: BackendFacts = { platform: 'darwin', cfgutilVerified: false }
  const rows = capabilityNames.map((capability) => ({
    capability,
    slipway: supportOf('slipway', capability, facts),
    configurator: supportOf('configurator', capability, facts),
    source: capabilities[capability].configurator.source,
    provedByTrial: capabilities[capability].configurator.support === 'proved',
  }))
  print(flags, { capabilities: rows }, host, () =>
    formatTable(
      (['capability', 'slipway', 'configurator', 'why'] as const).map((column) => t(`configurator:column.${column}`)),
      rows.map(({ capability, slipway, configurator, source }) => [
        t(`configurator:capability.${capability}`),
        t(`configurator:support.${slipway}`),
        t(`configurator:support.${configurator}`),
        t(`configurator:source.${source}`),
      ]),
    ),
  )
}

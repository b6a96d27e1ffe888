import type { Command } from 'commander'
import { capabilities, capabilityNames, supportOf } from '../../../src-shared/capabilities.ts'
import type { BackendFacts } from '../../../src-shared/capabilities.ts'
import type { ConfiguratorStatus } from '../../../src-shared/configurator-view.ts'
import type { ConfiguratorBench } from '../../configurator-bench.ts'
import type { CliHost } from './cli-host.ts'
import { addConfiguratorActs } from './configurator-acts.ts'
import { configuratorOptions, onBench, print } from './configurator-turn.ts'
import type { ConfiguratorFlags } from './configurator-turn.ts'
import { formatTable } from './table.ts'

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

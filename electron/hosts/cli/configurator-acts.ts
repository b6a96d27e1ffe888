import type { Command } from 'commander'
import type { ConfiguratorAct } from '../../configurator-bench.ts'
import type { CliHost } from './cli-host.ts'
import { askLine } from './ask-line.ts'
import { configuratorOptions, onBench, print } from './configurator-turn.ts'
import type { ConfiguratorFlags } from './configurator-turn.ts'
import { printable } from './printable.ts'

type ActFlags = ConfiguratorFlags & {
  readonly confirm?: string
  readonly ipsw?: string
  readonly eraseEsim?: boolean
  readonly automated?: boolean
  readonly forbidPairing?: boolean
  readonly language?: string
  readonly locale?: string
  readonly skipAll?: boolean
  readonly app?: string
}

const atOnce: ReadonlySet<ConfiguratorAct['verb']> = new Set(['pair', 'activate', 'restart', 'shutDown', 'installApp'])

/** As cfgutil spells it: shut-down, install-app. */
function commandOf(verb: ConfiguratorAct['verb']): string {
  return verb.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** `slipway configurator pair | activate | restart | shut-down | install-app | erase | …`: only with a cfgutil that is verified here. */
export function addConfiguratorActs(configurator: Command, host: CliHost): void {
  const { t } = host.translator
  const add = (verb: ConfiguratorAct['verb'], act: (flags: ActFlags) => ConfiguratorAct): Command => {
    const command = configuratorOptions(
      configurator.command(commandOf(verb)).description(t(`configurator:command.${verb}`)),
      host,
    )
      .option('--ecid <ecid>', t('configurator:option.ecid'))
      .action((flags: ActFlags) => run(flags, act(flags), host))
    return atOnce.has(verb) ? command : command.option('--confirm <end>', t('configurator:option.confirm'))
  }
  for (const verb of ['pair', 'activate', 'restart', 'shutDown'] as const) add(verb, () => ({ verb }))
  add('installApp', ({ app = '' }) => ({ verb: 'installApp', path: app })).requiredOption(
    '--app <file>',
    t('configurator:option.app'),
  )
  add('erase', ({ eraseEsim = false }) => ({ verb: 'erase', eraseEsim })).option(
    '--erase-esim',
    t('configurator:option.eraseEsim'),
  )
  add('restore', ({ ipsw = null }) => ({ verb: 'restore', ipsw })).option(
    '--ipsw <file>',
    t('configurator:option.ipsw'),
  )
  add('revive', () => ({ verb: 'revive' }))
  add('prepare', ({ automated = false, forbidPairing = false, language = null, locale = null, skipAll = false }) => ({
    verb: 'prepare',
    automated,
    forbidPairing,
    language,
    locale,
    skipAll,
  }))
    .option('--automated', t('configurator:option.automated'))
    .option('--forbid-pairing', t('configurator:option.forbidPairing'))
    .option('--language <language>', t('configurator:option.language'))
    .option('--locale <locale>', t('configurator:option.locale'))
    .option('--skip-all', t('configurator:option.skipAll'))
}

async function run(flags: ActFlags, act: ConfiguratorAct, host: CliHost): Promise<void> {
  const { t } = host.translator
  await onBench(flags, host, async (bench) => {
    const ecid = await bench.choose(flags.ecid ?? null)
    const done = await bench.act(ecid, act, async (shown, verb) => {
      process.stderr.write(`${t(`configurator:consent.${verb}`, { serial: printable(shown) })}\n`)
      return flags.confirm ?? askLine(t('configurator:consent.question'))
    })
    if (done) print(flags, { done: act.verb, ecid }, host, () => t(`configurator:done.${act.verb}`))
    else process.exitCode = 1
  })
}

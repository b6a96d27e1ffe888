import type { Command } from 'commander'
import { readRunningEngine } from '../local/running-engine.ts'
import type { RunningEngine } from '../local/running-engine.ts'
import { connectedDataDirectory } from '../connection.ts'
import type { CliHost } from './cli-host.ts'

type StatusFlags = { readonly data?: string; readonly practice?: boolean; readonly json?: boolean }

/** `slipway status`: who is at work in the data directory. Starts nothing and writes nothing. */
export function addStatusCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  program
    .command('status')
    .description(t('local:about'))
    .option('--data <dir>', t('cli:option.data'))
    .option('--practice', t('cli:option.practice'))
    .option('--json', t('cli:option.json'))
    .action((flags: StatusFlags) => show(flags, host))
}

async function show(flags: StatusFlags, host: CliHost): Promise<void> {
  const path = connectedDataDirectory(flags, process.env)
  const engine = await readRunningEngine(path, host.version)
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ path, ...engine }, null, 2)}\n`)
  else process.stdout.write(`${statusText(path, engine, host)}\n`)
}

/** What people read about it. */
export function statusText(path: string, engine: RunningEngine, { translator }: Pick<CliHost, 'translator'>): string {
  const { t, language } = translator
  const time = (since: number): string => new Date(since).toLocaleString(language)
  if (engine.state === 'none') return t('local:nobody', { path })
  if (engine.state === 'silent') return t('local:silent', { path, pid: engine.pid ?? '?' })
  const { host, pid, version, since, clients } = engine
  const first = t('local:running', { host: t(`local:host.${host}`), path, pid, version, since: time(since) })
  if (clients === null) return `${first}\n${t('local:alone')}`
  if (clients.length === 0) return `${first}\n${t('local:noClients')}`
  const lines = clients.map((client) =>
    t('local:client', { host: t(`local:host.${client.host}`), pid: client.pid, since: time(client.since) }),
  )
  return [first, t('local:clients'), ...lines.map((line) => `  ${line}`)].join('\n')
}

import type { Command } from 'commander'
import { createConfiguratorBench } from '../../configurator-bench.ts'
import type { ConfiguratorBench } from '../../configurator-bench.ts'
import { createLogger } from '../../lib/logger.ts'
import { connectedAppOptions } from '../connection.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'

export type ConfiguratorFlags = Connection & {
  readonly cfgutil?: string
  readonly ecid?: string
  readonly json?: boolean
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

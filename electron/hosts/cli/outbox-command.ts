import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { outboxText } from './outbox-words.ts'
import { offlinePassphraseVariable, readPassphrase } from './passphrase.ts'
import { readBase64 } from './read-file.ts'
import { connectionOptions, withApp } from './with-app.ts'

type Flags = Connection & { readonly json?: boolean }
type DropFlags = Flags & { readonly reason: string }
type FileFlags = Flags & { readonly passphraseFile?: string }

/** `slipway outbox list | retry | drop | run | import`. */
export function addOutboxCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const outbox = program.command('outbox').description(t('cli:outbox.about'))
  const add = (name: 'list' | 'retry' | 'drop' | 'run' | 'import'): Command =>
    connectionOptions(outbox.command(name).description(t(`cli:outbox.${name}`)), host)
  add('list').action((flags: Flags) => withApp(flags, host, (app) => show(app, flags, host)))
  add('run').action((flags: Flags) =>
    withApp(flags, host, async (app) => {
      await app.handlers['outbox.run']({})
      await show(app, flags, host)
    }),
  )
  add('retry')
    .argument('[ids...]', t('cli:outbox.ids'))
    .action((begun: readonly string[], flags: Flags) =>
      withApp(flags, host, async (app) => {
        await app.handlers['outbox.retry']({ ids: await findIds(app, begun, host) })
        await app.handlers['outbox.run']({})
        await show(app, flags, host)
      }),
    )
  add('drop')
    .argument('<ids...>', t('cli:outbox.ids'))
    .requiredOption('--reason <text>', t('cli:outbox.reason'))
    .action((begun: readonly string[], flags: DropFlags) =>
      withApp(flags, host, async (app) => {
        await app.handlers['outbox.drop']({ ids: await findIds(app, begun, host), reason: flags.reason })
        await show(app, flags, host)
      }),
    )
  add('import')
    .argument('<file>', t('cli:outbox.file'))
    .option('--passphrase-file <file>', t('cli:outbox.passphraseFile', { variable: offlinePassphraseVariable }))
    .action((path: string, flags: FileFlags) => withApp(flags, host, (app) => importReport(app, path, flags, host)))
}

async function importReport(app: App, path: string, flags: FileFlags, { translator }: CliHost): Promise<void> {
  const passphrase = readPassphrase(flags.passphraseFile, process.env, translator)
  const outcome = await app.handlers['outbox.import']({ sealed: await readBase64(path), passphrase })
  await app.handlers['outbox.run']({})
  process.stdout.write(
    `${flags.json === true ? JSON.stringify(outcome, null, 2) : translator.t('cli:outbox.imported', outcome)}\n`,
  )
}

async function show(app: App, { json }: Flags, { translator }: CliHost): Promise<void> {
  const view = await app.handlers['outbox.list']({})
  process.stdout.write(`${json === true ? JSON.stringify(view, null, 2) : outboxText(view, Date.now(), translator)}\n`)
}

/** @throws AppError `app.usage` for what begins no entry, or several */
async function findIds(app: App, begun: readonly string[], { translator: { t } }: CliHost): Promise<string[]> {
  if (begun.length === 0) return []
  const { entries } = await app.handlers['outbox.list']({})
  return begun.map((text) => {
    const found = entries.filter(({ id }) => id.startsWith(text.toLowerCase()))
    const [one] = found
    if (one !== undefined && found.length === 1) return one.id
    const detail =
      one === undefined ? t('cli:outbox.unknownId', { text }) : t('cli:outbox.ambiguous', { text, count: found.length })
    throw new AppError('app.usage', { detail })
  })
}

import type { Command } from 'commander'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { timeText } from './outbox-words.ts'
import { offlinePassphraseVariable, readPassphrase } from './passphrase.ts'
import { readBase64, saveBase64 } from './read-file.ts'
import { connectionOptions, withApp } from './with-app.ts'

type Flags = Connection & { readonly json?: boolean; readonly passphraseFile?: string }
type Work = (app: App, path: string, passphrase: string, flags: Flags, host: CliHost) => Promise<void>

/** `slipway offline export | import | report`: files between a bench with network and one without. */
export function addOfflineCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const offline = program.command('offline').description(t('cli:outbox.offlineAbout'))
  const add = (name: string, about: string, work: Work): void => {
    connectionOptions(offline.command(name).description(about), host)
      .argument('<file>', t('cli:outbox.file'))
      .option('--passphrase-file <file>', t('cli:outbox.passphraseFile', { variable: offlinePassphraseVariable }))
      .action((path: string, flags: Flags) => {
        const passphrase = readPassphrase(flags.passphraseFile, process.env, host.translator)
        return withApp(flags, host, (app) => work(app, path, passphrase, flags, host))
      })
  }
  add('export', t('cli:outbox.export'), exportPackage)
  add('import', t('cli:outbox.importPackage'), importPackage)
  add('report', t('cli:outbox.report'), report)
}

async function exportPackage(...[app, path, passphrase, flags, host]: Parameters<Work>): Promise<void> {
  const { sealed, ...facts } = await app.handlers['offline.export']({ passphrase })
  await saveBase64(path, sealed)
  const { t } = host.translator
  say(flags, facts, [
    t('cli:outbox.packed', { path, until: timeText(facts.expiresAt, host.translator) }),
    contents(facts, host),
    t('cli:outbox.noSecrets'),
  ])
}

async function importPackage(...[app, path, passphrase, flags, host]: Parameters<Work>): Promise<void> {
  const facts = await app.handlers['offline.import']({ sealed: await readBase64(path), passphrase })
  const [created, until] = [timeText(facts.createdAt, host.translator), timeText(facts.expiresAt, host.translator)]
  const first = host.translator.t('cli:outbox.taken', { site: facts.site, created, until })
  say(flags, facts, [first, contents(facts, host), host.translator.t('cli:outbox.noSecrets')])
}

async function report(...[app, path, passphrase, flags, { translator }]: Parameters<Work>): Promise<void> {
  const { sealed, entries, leftOut } = await app.handlers['offline.report']({ passphrase })
  await saveBase64(path, sealed)
  const lines = [translator.t('cli:outbox.reported', { path, entries })]
  if (leftOut > 0) lines.push(translator.t('cli:outbox.leftOut', { count: leftOut }))
  say(flags, { path, entries, leftOut }, lines)
}

type Contents = Readonly<Record<'profiles' | 'blueprints' | 'vault', readonly string[]>>

function contents({ profiles, blueprints, vault }: Contents, { translator }: CliHost): string {
  const names = (list: readonly string[]): string => (list.length === 0 ? '–' : list.join(', '))
  return translator.t('cli:outbox.packedWhat', {
    profiles: names(profiles),
    blueprints: names(blueprints),
    vault: names(vault),
  })
}

function say({ json }: Flags, document: object, lines: readonly string[]): void {
  process.stdout.write(`${json === true ? JSON.stringify(document, null, 2) : lines.join('\n')}\n`)
}

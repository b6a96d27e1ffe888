import type { Command } from 'commander'
import { blueprint as blueprintSchema } from '../../../src-shared/blueprint.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { ReturnEntry } from '../../../src-shared/returns-contract.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import { stageDevices } from './bench-commands.ts'
import type { CliHost } from './cli-host.ts'
import { formatTable } from './table.ts'
import { connectionOptions, readDevices, withApp } from './with-app.ts'

type Flags = Connection & { readonly json?: boolean }
type ReturnFlags = Flags & {
  readonly blueprint?: string
  readonly all?: boolean
  readonly eraseCount?: string
  readonly pilot?: boolean
}

/** `slipway return [devices…]`, and `slipway return owed | code | certificates`. */
export function addReturnCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const command = connectionOptions(program.command('return').description(t('returns:about')), host)
    .argument('[devices...]', t('returns:devices'))
    .option('--blueprint <id>', t('returns:blueprintOption'))
    .option('--all', t('cli:option.all'))
    .option('--erase-count <n>', t('cli:option.eraseCount'))
    .option('--no-pilot', t('automation:noPilotOption'))
    .action((devices: string[], flags: ReturnFlags) =>
      withApp(flags, host, async (app) => {
        const blueprint = flags.blueprint ?? (await onlyReturn(app, host))
        await stageDevices(app, devices, { ...flags, blueprint }, host)
        if (flags.json !== true) await tellCertificates(app, devices, flags, host)
      }),
    )
  // `return` itself knows the same flags and takes them, wherever they stand: they are asked of both.
  const all = (one: Command): Flags => one.optsWithGlobals<Flags>()
  connectionOptions(command.command('owed').description(t('returns:owedAbout')), host)
    .argument('[serials...]', t('returns:serials'))
    .action((serials: string[], _flags: Flags, one: Command) =>
      withApp(all(one), host, (app) => owed(app, serials, all(one), host)),
    )
  connectionOptions(command.command('code').description(t('returns:codeAbout')), host)
    .argument('<serial>', t('returns:serial'))
    .action((serial: string, _flags: Flags, one: Command) =>
      withApp(all(one), host, (app) => code(app, serial, all(one), host)),
    )
  connectionOptions(command.command('certificates').description(t('returns:certificateAbout')), host)
    .argument('<serial>', t('returns:serial'))
    .action((serial: string, _flags: Flags, one: Command) =>
      withApp(all(one), host, (app) => certificates(app, serial, all(one), host)),
    )
}

/** @throws AppError `app.usage` when there is none, or more than one */
async function onlyReturn(app: App, { translator: { t } }: CliHost): Promise<string> {
  const { blueprints } = await app.handlers['blueprints.list']({})
  const found = blueprints.map((one) => blueprintSchema.parse(one)).filter(({ kind }) => kind === 'return')
  const [one] = found
  if (one !== undefined && found.length === 1) return one.id
  const names = found.map(({ id }) => id).join(', ')
  throw new AppError('app.usage', {
    detail: one === undefined ? t('returns:blueprintNone') : t('returns:blueprintSeveral', { names }),
  })
}

async function tellCertificates(
  app: App,
  named: readonly string[],
  flags: ReturnFlags,
  { translator: { t } }: CliHost,
): Promise<void> {
  const views = await readDevices(app)
  const mine = views.filter(
    ({ udid, facts }) => flags.all === true || named.includes(udid) || named.includes(facts?.serial ?? ''),
  )
  for (const { facts, run } of mine) {
    if (facts?.serial == null) continue
    const { certificates: found } = await app.handlers['returns.certificates']({ serial: facts.serial })
    const one = found.find(({ certificate }) => certificate.id === run?.id)
    if (one !== undefined) console.log(t('returns:certificateAt', { path: one.file }))
  }
}

async function owed(app: App, expected: readonly string[], flags: Flags, host: CliHost): Promise<void> {
  const { t, error } = host.translator
  const said = await app.handlers['returns.owed']({ expected: [...expected] })
  if (flags.json === true) return void process.stdout.write(`${JSON.stringify(said, null, 2)}\n`)
  if (said.intune !== null) console.log(error(said.intune).sentence)
  if (said.entries.length === 0) return console.log(t('returns:nothingOwed'))
  const header = (['serial', 'here', 'records', 'code', 'owed'] as const).map((key) => t(`returns:table.${key}`))
  const rows = said.entries.map((entry) => [
    entry.serial,
    t(entry.isAttached ? 'returns:here.cable' : 'returns:here.away'),
    entry.records === null ? '?' : String(entry.records),
    t(`returns:code.${entry.bypassCode ?? 'unknown'}`),
    owedWords(entry, host).join(', '),
  ])
  console.log(formatTable(header, rows))
}

function owedWords({ run, outbox, records }: ReturnEntry, { translator: { t } }: CliHost): readonly string[] {
  const words = [
    ...(run === null ? [t('returns:owed.return')] : []),
    ...(run !== null && run.state !== 'ended' ? [t('returns:owed.finish')] : []),
    ...outbox.map(({ kind, state }) => t('returns:owed.outbox', { state: `${kind}, ${state}` })),
    ...(run?.state === 'ended' && (records ?? 0) > 0 ? [t('returns:owed.record')] : []),
  ]
  return words.length === 0 ? [t('returns:owed.nothing')] : words
}

async function code(app: App, serial: string, flags: Flags, { translator: { t, language } }: CliHost): Promise<void> {
  const { codes } = await app.handlers['returns.bypassCode']({ serial })
  if (flags.json === true) return void process.stdout.write(`${JSON.stringify({ codes }, null, 2)}\n`)
  for (const one of codes) {
    const time = new Date(one.keptAt).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' })
    console.log(t('returns:codeShown', { code: one.code, time, source: t(`returns:source.${one.source}`) }))
  }
  console.log(t('returns:codeHow'))
}

async function certificates(app: App, serial: string, flags: Flags, { translator: { t } }: CliHost): Promise<void> {
  const { certificates: found } = await app.handlers['returns.certificates']({ serial })
  if (flags.json === true) return void process.stdout.write(`${JSON.stringify({ certificates: found }, null, 2)}\n`)
  if (found.length === 0) throw new AppError('returns.noCertificate', { serial })
  for (const { file, sha256 } of found) console.log(`${t('returns:certificateAt', { path: file })}\nSHA-256: ${sha256}`)
}

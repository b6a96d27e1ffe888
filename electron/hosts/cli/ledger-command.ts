import { closeSync, openSync, writeSync } from 'node:fs'
import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import { ledgerFormat } from '../../../src-shared/ledger-contract.ts'
import { ledgerHead } from '../../../src-shared/ledger.ts'
import type { LedgerHead } from '../../../src-shared/ledger.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { modeOfArchive, openArchive } from '../../archive.ts'
import type { Archive } from '../../archive.ts'
import { systemClock } from '../../lib/clock.ts'
import { fileTrouble } from '../../lib/file-trouble.ts'
import { accountName } from '../account-name.ts'
import { connectedDataDirectory } from '../connection.ts'
import { readNote } from '../local/engine-note.ts'
import { joinEngine } from '../local/join-engine.ts'
import type { CliHost } from './cli-host.ts'
import { readAge, readSince, readUntil } from './ledger-times.ts'
import { entriesTable, headText, verdictText } from './ledger-words.ts'

type Place = { readonly data?: string; readonly practice?: boolean }
type Period = { readonly since?: string; readonly until?: string }
type ShowFlags = Place & Period & { readonly limit: string; readonly device?: string; readonly json?: boolean }
type VerifyFlags = Place & { readonly head?: string; readonly json?: boolean }
type ExportFlags = Place & Period & { readonly format: string; readonly bom?: boolean; readonly out?: string }
type ForgetFlags = Place & { readonly olderThan?: string; readonly device?: string; readonly confirm?: string }

/** `slipway ledger show | verify | export | forget`: reads the files of a data directory, whether or not a Slipway runs on it. */
export function addLedgerCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const ledger = program.command('ledger').description(t('ledger:about'))
  const add = (name: 'show' | 'verify' | 'export' | 'forget'): Command =>
    ledger
      .command(name)
      .description(t(`ledger:${name}.about`))
      .option('--data <dir>', t('cli:option.data'))
      .option('--practice', t('cli:option.practice'))
  const period = (command: Command): Command =>
    command.option('--since <time>', t('ledger:since')).option('--until <time>', t('ledger:until'))
  period(add('show'))
    .option('--limit <n>', t('ledger:show.limit'), '20')
    .option('--device <id>', t('ledger:show.device'))
    .option('--json', t('cli:option.json'))
    .action((flags: ShowFlags) => inArchive(flags, true, (archive) => show(archive, flags, host)))
  add('verify')
    .option('--head <count:hash>', t('ledger:verify.head'))
    .option('--json', t('cli:option.json'))
    .action((flags: VerifyFlags) => inArchive(flags, true, (archive) => verify(archive, flags, host)))
  period(add('export'))
    .option('--format <format>', t('ledger:export.format'), 'json')
    .option('--bom', t('ledger:export.bom'))
    .option('--out <file>', t('ledger:export.out'))
    .action((flags: ExportFlags) => inArchive(flags, true, (archive) => exportTo(archive, flags, host)))
  add('forget')
    .option('--older-than <age>', t('ledger:forget.olderThan'))
    .option('--device <id>', t('ledger:forget.device'))
    .option('--confirm <n>', t('ledger:forget.confirm'))
    .action((flags: ForgetFlags) => whereForgotten(flags, host, (archive) => forget(archive, flags, host)))
}

const dataDirOf = (place: Place): string => connectedDataDirectory(place, process.env)

/** A running Slipway holds in memory what is to be erased: it does it itself. */
async function whereForgotten(
  place: Place,
  { version }: CliHost,
  work: (archive: Pick<Archive, 'handlers'>) => Promise<void>,
): Promise<void> {
  const dataDir = dataDirOf(place)
  const note = readNote(dataDir)
  const mode = modeOfArchive(dataDir)
  const running = note && (await joinEngine(note, { host: 'cli', version }, { mode }, dataDir))
  if (running === null) return inArchive(place, false, work)
  try {
    await work(running)
  } finally {
    await running.close()
  }
}

async function inArchive(place: Place, readOnly: boolean, work: (archive: Archive) => Promise<void>): Promise<void> {
  const archive = openArchive({ dataDir: dataDirOf(place), readOnly, operator: accountName(), clock: systemClock })
  try {
    await work(archive)
  } finally {
    archive.close()
  }
}

async function show({ handlers }: Archive, flags: ShowFlags, { translator }: CliHost): Promise<void> {
  const { t } = translator
  const limit = Number(flags.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > 500)
    throw new AppError('app.usage', { detail: t('ledger:badLimit') })
  const [since, until] = [readSince(flags.since, t), readUntil(flags.until, t)]
  const { entries, head } = await handlers['ledger.list']({
    before: null,
    limit,
    device: flags.device ?? null,
    since,
    until,
  })
  const inOrder = entries.toReversed()
  if (flags.json === true) return print(JSON.stringify({ entries: inOrder, head }, null, 2))
  print(inOrder.length === 0 ? t('ledger:show.none') : entriesTable(inOrder, translator))
}

async function verify({ handlers }: Archive, flags: VerifyFlags, { translator: { t } }: CliHost): Promise<void> {
  const kept = flags.head === undefined ? null : readHead(flags.head, t)
  const verdict = await handlers['ledger.verify']({ kept })
  if (!verdict.ok) process.exitCode = 1
  print(flags.json === true ? JSON.stringify(verdict, null, 2) : verdictText(verdict, t))
}

async function exportTo({ handlers }: Archive, flags: ExportFlags, { translator: { t } }: CliHost): Promise<void> {
  const format = ledgerFormat.safeParse(flags.format).data
  if (format === undefined) throw new AppError('app.usage', { detail: t('ledger:export.badFormat') })
  const [since, until] = [readSince(flags.since, t), readUntil(flags.until, t)]
  const items = handlers['ledger.export'](
    { format, bom: flags.bom === true, since, until },
    { signal: AbortSignal.timeout(3_600_000) },
  )
  const sink = openSink(flags.out)
  try {
    for await (const item of items) {
      if (item.kind === 'text') await sink.write(item.text)
      else console.error(t('ledger:export.done', { count: item.lines, head: headText(item.head) }))
    }
  } finally {
    sink.close()
  }
}

type Sink = { readonly write: (text: string) => Promise<void>; readonly close: () => void }

/** @throws AppError `app.fileUnwritable`, `app.diskFull` */
function openSink(path: string | undefined): Sink {
  if (path === undefined) {
    const write = (text: string): Promise<void> =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error == null ? resolve() : reject(error)))
      })
    return { write, close: () => {} }
  }
  try {
    const file = openSync(path, 'w', 0o600)
    const write = async (text: string): Promise<void> => {
      const bytes = Buffer.from(text, 'utf8')
      for (let done = 0; done < bytes.length;) done += writeOrExplain(path, file, bytes.subarray(done))
    }
    return { write, close: () => closeSync(file) }
  } catch (error) {
    throw fileTrouble(path, error)
  }
}

function writeOrExplain(path: string, file: number, bytes: Uint8Array): number {
  try {
    return writeSync(file, bytes)
  } catch (error) {
    throw fileTrouble(path, error)
  }
}

async function forget(
  { handlers }: Pick<Archive, 'handlers'>,
  flags: ForgetFlags,
  { translator: { t } }: CliHost,
): Promise<void> {
  const { fields, lines, forgotten } = await handlers['ledger.forget']({
    olderThan: readAge(flags.olderThan, systemClock.now(), t),
    device: flags.device ?? null,
    confirm: flags.confirm === undefined ? null : Number(flags.confirm),
  })
  if (forgotten) return print(t('ledger:forget.done', { fields, lines }))
  print(fields === 0 ? t('ledger:forget.none') : t('ledger:forget.would', { fields, lines }))
}

function readHead(text: string, t: Translator['t']): LedgerHead {
  const [count, hash] = text.trim().split(':')
  const { data } = ledgerHead.safeParse({ count: Number(count), hash: hash?.toLowerCase() })
  if (data !== undefined) return data
  throw new AppError('app.usage', { detail: t('ledger:badHead', { text }) })
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

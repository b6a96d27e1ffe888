import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import { serialState } from '../../../src-shared/intune/serial.ts'
import type { IntuneSerial, SerialSource } from '../../../src-shared/intune/serial.ts'
import type { App } from '../../app.ts'
import { accountOptions } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import type { CliHost } from './cli-host.ts'
import { importedText, previewText } from './intune-import-words.ts'
import { dayOf, listText, say, typedCount } from './intune-words.ts'
import { readBase64 } from './read-file.ts'
import { formatTable } from './table.ts'
import { assertCableService, readDevices, withApp } from './with-app.ts'

type ListFlags = AccountFlags & { readonly state?: string; readonly profile?: string; readonly search?: string }
type ImportFlags = AccountFlags & {
  readonly cable?: boolean
  readonly details?: string
  readonly profile?: string
  readonly overwrite?: boolean
  readonly dryRun?: boolean
  readonly all?: boolean
}

/** `slipway intune serials list | import | assign | delete`. */
export function addIntuneSerials(intune: Command, host: CliHost): void {
  const { t } = host.translator
  const serials = intune.command('serials').description(t('intune:serialsAbout'))
  accountOptions(serials.command('list').description(t('intune:serialListAbout')), host)
    .option('--state <state>', t('intune:option.state', { states: serialState.options.join(', ') }))
    .option('--profile <profile>', t('intune:option.profile'))
    .option('--search <text>', t('intune:option.search'))
    .action((flags: ListFlags) => withApp(flags, host, (app) => list(app, flags, host)))
  accountOptions(serials.command('import [file]').description(t('intune:serialImportAbout')), host)
    .option('--cable', t('intune:option.cable'))
    .option('--details <text>', t('intune:option.details'))
    .option('--profile <profile>', t('intune:option.profile'))
    .option('--overwrite', t('intune:option.overwrite'))
    .option('--dry-run', t('intune:option.dryRun'))
    .option('--all', t('intune:option.all'))
    .action((file: string | undefined, flags: ImportFlags) =>
      withApp(flags, host, (app) => importAll(app, file, flags, host)),
    )
  accountOptions(
    serials.command('assign <profile> <serials...>').description(t('intune:serialAssignAbout')),
    host,
  ).action((profile: string, named: string[], flags: AccountFlags) =>
    withApp(flags, host, (app) => assign(app, profile, named, flags, host)),
  )
  accountOptions(serials.command('delete <serials...>').description(t('intune:serialDeleteAbout')), host)
    .option('--confirm <n>', t('intune:option.confirm'))
    .action((named: string[], flags: AccountFlags & { readonly confirm?: string }) =>
      withApp(flags, host, (app) => remove(app, named, flags, host)),
    )
}

async function list(app: App, flags: ListFlags, host: CliHost): Promise<void> {
  const state = serialState.nullable().safeParse(flags.state ?? null)
  if (!state.success) throw new AppError('app.usage', { detail: `--state ${serialState.options.join('|')}` })
  const found = await app.handlers['intune.serials']({
    state: state.data,
    profile: flags.profile ?? null,
    search: flags.search ?? null,
  })
  say(flags, found, () => serialsText(found.serials, found.total, host))
}

function serialsText(serials: readonly IntuneSerial[], total: number, host: CliHost): string {
  const { t } = host.translator
  const header = (['serial', 'profile', 'state', 'contacted', 'details'] as const).map((name) =>
    t(`intune:column.${name}`),
  )
  const rows = serials.map((one) => [
    one.serial,
    one.profileName ?? one.profileId ?? t('intune:noProfile'),
    t(`intune:state.${one.state}`),
    dayOf(one.lastContactedAt, host),
    one.details,
  ])
  const shown = t('intune:shownOf', { shown: serials.length, total })
  return `${listText(header, rows, t('intune:noSerials'))}\n\n${shown}`
}

async function importAll(app: App, file: string | undefined, flags: ImportFlags, host: CliHost): Promise<void> {
  const source = await sourceOf(app, file, flags)
  const order = { source, profile: flags.profile ?? null, overwrite: flags.overwrite === true }
  const preview = await app.handlers['intune.previewSerials'](order)
  if (flags.dryRun === true) {
    say(flags, preview, () => previewText(preview, flags.all === true, host))
    return
  }
  if (flags.json !== true) process.stderr.write(`${previewText(preview, false, host)}\n\n`)
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop)
  try {
    for await (const item of app.handlers['intune.importSerials'](order, { signal: stopping.signal })) {
      if (item.kind === 'progress') {
        if (flags.json !== true) process.stderr.write(`${host.translator.t('intune:importProgress', item)}\n`)
        continue
      }
      say(flags, { rows: item.rows }, () => importedText(item.rows, host))
      const good = item.rows.every(({ outcome, assigned }) => outcome !== 'refused' && assigned !== false)
      const sent = item.rows.every(
        ({ preview: judged }) => !['invalidSerial', 'longDetails', 'automated', 'beyondLimit'].includes(judged),
      )
      process.exitCode = good && sent ? 0 : 1
    }
  } finally {
    process.off('SIGINT', stop)
  }
}

/** From a file, or from what hangs on the cables. */
async function sourceOf(app: App, file: string | undefined, flags: ImportFlags): Promise<SerialSource> {
  if ((file === undefined) === (flags.cable !== true)) throw new AppError('app.usage', { detail: 'FILE | --cable' })
  if (file !== undefined) return { kind: 'file', file: await readBase64(file) }
  await assertCableService(app)
  const serials = (await readDevices(app)).flatMap(({ facts }) => facts?.serial ?? [])
  if (serials.length === 0) throw new AppError('intune.fileEmpty')
  return { kind: 'rows', rows: serials.map((serial) => ({ serial, details: flags.details ?? null })) }
}

async function assign(
  app: App,
  profile: string,
  named: readonly string[],
  flags: AccountFlags,
  host: CliHost,
): Promise<void> {
  const { t } = host.translator
  const { rows } = await app.handlers['intune.assignSerials']({ profile, serials: [...named] })
  say(flags, { rows }, () =>
    formatTable(
      [t('intune:column.serial'), t('intune:column.outcome')],
      rows.map(({ serial, outcome, needsReset }) => [
        serial,
        t(`intune:assigned.${outcome}`) + (needsReset ? `, ${t('intune:needsReset')}` : ''),
      ]),
    ),
  )
  process.exitCode = rows.every(({ outcome }) => outcome === 'assigned' || outcome === 'unchanged') ? 0 : 1
}

async function remove(
  app: App,
  named: readonly string[],
  flags: AccountFlags & { readonly confirm?: string },
  host: CliHost,
): Promise<void> {
  const { t } = host.translator
  const unique = [...new Set(named.map((serial) => serial.trim().toUpperCase()))]
  const count = await typedCount(flags.confirm, unique, host)
  const { rows } = await app.handlers['intune.deleteSerials']({ serials: unique, typedCount: count })
  say(flags, { rows }, () =>
    formatTable(
      [t('intune:column.serial'), t('intune:column.outcome')],
      rows.map(({ serial, outcome }) => [serial, t(`intune:deleted.${outcome}`)]),
    ),
  )
  process.exitCode = rows.every(({ outcome }) => outcome === 'deleted') ? 0 : 1
}

import type { Command } from 'commander'
import type { AbmActivity, AbmDevice, AbmRow } from '../../../src-shared/abm.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import { accountOptions } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import { say } from './ade-words.ts'
import type { CliHost } from './cli-host.ts'
import { readSerialColumn } from './serial-column.ts'
import { formatTable } from './table.ts'
import { withApp } from './with-app.ts'

type OrderFlags = AccountFlags & { readonly csv?: string }

/** `slipway abm devices | device | assign | unassign`. */
export function addAbmDevices(abm: Command, host: CliHost): void {
  const { t } = host.translator
  accountOptions(abm.command('devices').description(t('abm:devicesAbout')), host)
    .option('--server <name>', t('abm:option.server'))
    .action((flags: AccountFlags & { readonly server?: string }) =>
      withApp(flags, host, async (app) => {
        const { devices } = await app.handlers['abm.devices']({ server: flags.server ?? null })
        say(flags, { devices }, () => (devices.length === 0 ? t('abm:noDevices') : devicesText(devices, host)))
      }),
    )
  accountOptions(abm.command('device <serial>').description(t('abm:deviceAbout')), host).action(
    (serial: string, flags: AccountFlags) =>
      withApp(flags, host, async (app) => {
        const found = await app.handlers['abm.device']({ serial })
        const server = `${t('abm:column.server')}: ${found.server?.name ?? t('abm:unassigned')}`
        say(flags, found, () => [devicesText([found.device], host), '', server].join('\n'))
      }),
  )
  accountOptions(abm.command('assign <server> [serials...]').description(t('abm:assignAbout')), host)
    .option('--csv <file>', t('abm:option.csv'))
    .action((server: string, given: string[], flags: OrderFlags) =>
      withApp(flags, host, async (app) => {
        const serials = await chosen(given, flags)
        report(await app.handlers['abm.assign']({ server, serials }), server, flags, host)
      }),
    )
  accountOptions(abm.command('unassign [serials...]').description(t('abm:unassignAbout')), host)
    .option('--csv <file>', t('abm:option.csv'))
    .action((given: string[], flags: OrderFlags) =>
      withApp(flags, host, async (app: App) => {
        const serials = await chosen(given, flags)
        report(await app.handlers['abm.unassign']({ serials }), null, flags, host)
      }),
    )
}

async function chosen(given: readonly string[], { csv }: OrderFlags): Promise<string[]> {
  const serials = [...given, ...(csv === undefined ? [] : await readSerialColumn(csv))]
  if (serials.length === 0) throw new AppError('app.usage', { detail: 'SERIAL… | --csv' })
  return serials
}

type Ordered = { readonly rows: readonly AbmRow[]; readonly activities: readonly AbmActivity[] }

/** The table, what came of it, and a code that scripts can read. */
function report(ordered: Ordered, server: string | null, flags: OrderFlags, host: CliHost): void {
  const { rows } = ordered
  const good = rows.filter(({ outcome }) => outcome === 'done' || outcome === 'unchanged').length
  say(flags, ordered, () => orderText(ordered, good, server, host))
  process.exitCode = good === rows.length ? 0 : 1
}

/** The rows of an order, what came of them together, and what Apple calls it. */
export function orderText(
  { rows, activities }: Ordered,
  good: number,
  server: string | null,
  { translator: { t } }: CliHost,
): string {
  const header = (['serial', 'state', 'reason'] as const).map((name) => t(`abm:column.${name}`))
  const table = formatTable(
    header,
    rows.map(({ serial, outcome, reason }) => [serial, t(`abm:outcome.${outcome}`), reason ?? '']),
  )
  const all = rows.length
  const sum = server === null ? t('abm:unassignedSum', { good, all }) : t('abm:assignedSum', { good, all, server })
  const told = activities.map(({ id, status, subStatus }) => t('abm:activity', { id, status, subStatus }))
  return [table, '', sum, ...told, ...(good > 0 ? [t('abm:assignedHint')] : [])].join('\n')
}

function devicesText(listed: readonly AbmDevice[], { translator: { t } }: CliHost): string {
  const header = (['serial', 'model', 'order', 'state'] as const).map((name) => t(`abm:column.${name}`))
  const rows = listed.map(({ serial, model, capacity, color, order, assigned }) => [
    serial,
    [model, capacity, color].filter((part) => part !== '').join(' '),
    order,
    t(assigned ? 'abm:assigned' : 'abm:unassigned'),
  ])
  return formatTable(header, rows)
}

import type { Command } from 'commander'
import type { AdeAssignment } from '../../../src-shared/ade.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import { adeOptions, say } from './ade-words.ts'
import type { AdeFlags } from './ade-words.ts'
import type { CliHost } from './cli-host.ts'
import { readSerialColumn } from './serial-column.ts'
import { formatTable } from './table.ts'
import { withApp } from './with-app.ts'

type AssignFlags = AdeFlags & { readonly unassigned?: boolean; readonly csv?: string }

/** `slipway ade assign PROFILE [SERIAL…]`. */
export function addAdeAssign(ade: Command, host: CliHost): void {
  const { t } = host.translator
  adeOptions(ade.command('assign <profile> [serials...]').description(t('ade:assignAbout')), host)
    .option('--unassigned', t('ade:option.unassigned'))
    .option('--csv <file>', t('ade:option.csv'))
    .action((profile: string, serials: string[], flags: AssignFlags) =>
      withApp(flags, host, (app) => assign(app, profile, serials, flags, host)),
    )
}

async function assign(
  app: App,
  profile: string,
  given: readonly string[],
  flags: AssignFlags,
  host: CliHost,
): Promise<void> {
  const token = flags.token ?? null
  const serials = [
    ...given,
    ...(flags.csv === undefined ? [] : await readSerialColumn(flags.csv)),
    ...(await unassigned(app, flags)),
  ]
  if (serials.length === 0) throw new AppError('app.usage', { detail: 'SERIAL… | --csv | --unassigned' })
  const { rows } = await app.handlers['ade.assign']({ token, profile, serials })
  say(flags, { rows }, () => assignedText(rows, host))
  const good = rows.every(({ outcome }) => outcome === 'assigned' || outcome === 'unchanged')
  process.exitCode = good ? 0 : 1
}

async function unassigned(app: App, flags: AssignFlags): Promise<readonly string[]> {
  if (flags.unassigned !== true) return []
  const { devices } = await app.handlers['ade.devices']({ token: flags.token ?? null })
  return devices.filter(({ profileId, deleted }) => profileId === null && !deleted).map(({ serial }) => serial)
}

/** The rows of an assignment and what came of them together. */
export function assignedText(rows: readonly AdeAssignment[], { translator: { t } }: CliHost): string {
  const header = [t('ade:column.serial'), t('ade:column.state')]
  const good = rows.filter(({ outcome }) => outcome === 'assigned' || outcome === 'unchanged').length
  const table = formatTable(
    header,
    rows.map(({ serial, outcome }) => [serial, t(`ade:assigned.${outcome}`)]),
  )
  return [table, '', t('ade:assignedSum', { good, all: rows.length }), t('ade:assignedHint')].join('\n')
}

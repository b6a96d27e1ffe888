import type { Command } from 'commander'
import type { AbmAccount, AbmServer } from '../../../src-shared/abm.ts'
import type { App } from '../../app.ts'
import { addAbmDevices } from './abm-devices.ts'
import { accountOptions } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import { dayOf, say } from './ade-words.ts'
import type { CliHost } from './cli-host.ts'
import { readBase64, saveBase64 } from './read-file.ts'
import { formatTable } from './table.ts'
import { withApp } from './with-app.ts'

type ConnectFlags = AccountFlags & { readonly clientId: string; readonly keyId: string; readonly key: string }

/** `slipway abm`: Apple Business Manager itself, with an API account of the organization. */
export function addAbmCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const abm = program.command('abm').description(t('abm:about'))
  accountOptions(abm.command('connect').description(t('abm:connectAbout')), host)
    .requiredOption('--client-id <id>', t('abm:option.clientId'))
    .requiredOption('--key-id <id>', t('abm:option.keyId'))
    .requiredOption('--key <file>', t('abm:option.key'))
    .action((flags: ConnectFlags) => withApp(flags, host, (app) => connect(app, flags, host)))
  accountOptions(abm.command('disconnect').description(t('abm:disconnectAbout')), host).action((flags: AccountFlags) =>
    withApp(flags, host, async (app) =>
      say(flags, await app.handlers['abm.disconnect']({}), () => t('abm:disconnected')),
    ),
  )
  accountOptions(abm.command('show').description(t('abm:showAbout')), host).action((flags: AccountFlags) =>
    withApp(flags, host, async (app) => {
      const found = await app.handlers['abm.account']({})
      say(flags, found, () =>
        found.account === null
          ? `${t('abm:notConnected')}\n${t('abm:notConnectedDetail')}`
          : accountText(found.account, host),
      )
    }),
  )
  accountOptions(abm.command('servers').description(t('abm:serversAbout')), host).action((flags: AccountFlags) =>
    withApp(flags, host, async (app) => {
      const { servers } = await app.handlers['abm.servers']({})
      say(flags, { servers }, () => serversText(servers, host))
    }),
  )
  addAbmDevices(abm, host)
  accountOptions(abm.command('activity <id>').description(t('abm:activityAbout')), host)
    .option('--log <file>', t('abm:option.log'))
    .action((id: string, flags: AccountFlags & { readonly log?: string }) =>
      withApp(flags, host, (app) => activity(app, id, flags, host)),
    )
}

async function connect(app: App, flags: ConnectFlags, host: CliHost): Promise<void> {
  const { clientId, keyId } = flags
  const result = await app.handlers['abm.connect']({ clientId, keyId, key: await readBase64(flags.key) })
  say(flags, result, () => [accountText(result.account, host), '', serversText(result.servers, host)].join('\n'))
}

async function activity(app: App, id: string, flags: AccountFlags & { readonly log?: string }, host: CliHost) {
  const { t } = host.translator
  const found = await app.handlers['abm.activity']({ id })
  const { status, subStatus, log } = found.activity
  const isSaved = flags.log !== undefined && log !== null
  if (isSaved) await saveBase64(flags.log, Buffer.from(log).toString('base64'))
  const lines: string[] = [t('abm:activity', { id, status, subStatus })]
  if (isSaved) lines.push(t('abm:logSaved', { path: flags.log }))
  else lines.push(log ?? t('abm:noLog'))
  say(flags, found, () => lines.join('\n').trimEnd())
}

function accountText({ clientId, keyId, service, connectedAt }: AbmAccount, host: CliHost): string {
  const { t } = host.translator
  return t('abm:connected', { service: t(`abm:service.${service}`), clientId, keyId, since: dayOf(connectedAt, host) })
}

function serversText(servers: readonly AbmServer[], host: CliHost): string {
  const { t } = host.translator
  if (servers.length === 0) return t('abm:noServers')
  const header = (['name', 'type', 'devices', 'updated', 'id'] as const).map((name) => t(`abm:column.${name}`))
  const rows = servers.map(({ name, type, devices, updatedAt, id }) => [
    name,
    type,
    devices === null ? '–' : String(devices),
    dayOf(updatedAt, host),
    id,
  ])
  return formatTable(header, rows)
}

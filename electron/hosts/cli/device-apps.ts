import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { CliHost } from './cli-host.ts'
import { deviceCommand, onDevice } from './device-turn.ts'
import type { DeviceFlags } from './device-turn.ts'
import { printable } from './printable.ts'
import { formatTable } from './table.ts'

/** `slipway device apps`, `slipway device app install | remove`. */
export function addDeviceApps(device: Command, host: CliHost): void {
  const { t } = host.translator
  deviceCommand(device, 'apps', t('device:command.apps'), host)
    .option('--all', t('device:option.allApps'))
    .action((flags: DeviceFlags & { readonly all?: boolean }) => list(flags, host))
  const app = device.command('app').description(t('device:command.app'))
  deviceCommand(app, 'install', t('device:command.appInstall'), host)
    .argument('<file.ipa>', t('device:argument.ipa'))
    .action((file: string, flags: DeviceFlags) =>
      onDevice(flags, host, async ({ app: core, udid, context, result }) => {
        const installed = await result(core.handlers['device.installApp']({ udid, path: resolve(file) }, context))
        const { bundleId, name, version } = installed
        const named = { name: printable(name ?? bundleId), version: printable(version ?? '–') }
        return { json: installed, text: t('device:done.appInstalled', named) }
      }),
    )
  deviceCommand(app, 'remove', t('device:command.appRemove'), host)
    .argument('<bundle-id>', t('device:argument.bundleId'))
    .action((bundleId: string, flags: DeviceFlags) =>
      onDevice(flags, host, async ({ app: core, udid, context, result }) => {
        await result(core.handlers['device.removeApp']({ udid, bundleId }, context))
        return { json: { removed: bundleId }, text: t('device:done.appRemoved', { bundleId }) }
      }),
    )
}

function list(flags: DeviceFlags & { readonly all?: boolean }, host: CliHost): Promise<void> {
  const { t } = host.translator
  return onDevice(flags, host, async ({ app, udid, context, result }) => {
    const { apps } = await result(app.handlers['device.apps']({ udid, all: flags.all === true }, context))
    const header = (['bundleId', 'name', 'version', 'kind'] as const).map((key) => t(`device:table.${key}`))
    const rows = apps.map(({ bundleId, name, version, kind }) =>
      [bundleId, name ?? '–', version ?? '–', kind ?? '–'].map(printable),
    )
    return { json: { apps }, text: rows.length === 0 ? t('device:done.noApps') : formatTable(header, rows) }
  })
}

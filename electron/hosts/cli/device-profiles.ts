import type { Command } from 'commander'
import type { ProfileWay } from '../../../src-shared/device-commands.ts'
import type { CliHost } from './cli-host.ts'
import { askSerialEnd } from './ask-serial-end.ts'
import { deviceCommand, onDevice } from './device-turn.ts'
import type { DeviceFlags } from './device-turn.ts'
import { printable } from './printable.ts'
import { readBase64 } from './read-file.ts'
import { formatTable } from './table.ts'

type AddFlags = DeviceFlags & { readonly silent?: boolean; readonly afterSetup?: boolean }

/** `slipway device profiles`, `slipway device profile add | remove`. */
export function addDeviceProfiles(device: Command, host: CliHost): void {
  const { t } = host.translator
  deviceCommand(device, 'profiles', t('device:command.profiles'), host).action((flags: DeviceFlags) =>
    list(flags, host),
  )
  const profile = device.command('profile').description(t('device:command.profile'))
  deviceCommand(profile, 'add', t('device:command.profileAdd'), host)
    .argument('<file>', t('device:argument.profile'))
    .option('--silent', t('device:option.silent'))
    .option('--after-setup', t('device:option.afterSetup'))
    .action((file: string, flags: AddFlags) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const way: ProfileWay = flags.silent === true ? 'silent' : flags.afterSetup === true ? 'afterSetup' : 'ask'
        const input = { udid, profile: await readBase64(file), way }
        const added = await result(app.handlers['device.addProfile'](input, context))
        return { json: added, text: t(`device:profile.${added.outcome}`, { name: added.identifier ?? file }) }
      }),
    )
  deviceCommand(profile, 'remove', t('device:command.profileRemove'), host)
    .argument('<identifier>', t('device:argument.identifier'))
    .option('--confirm <serial-end>', t('device:option.confirm'))
    .action((identifier: string, flags: DeviceFlags & { readonly confirm?: string }) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const typedSerial = flags.confirm ?? (await askSerialEnd(host, 'device:confirmRemoval'))
        await result(app.handlers['device.removeProfile']({ udid, identifier, typedSerial }, context))
        return { json: { removed: identifier }, text: t('device:done.profileRemoved', { identifier }) }
      }),
    )
}

function list(flags: DeviceFlags, host: CliHost): Promise<void> {
  const { t } = host.translator
  return onDevice(flags, host, async ({ app, udid, context, result }) => {
    const listed = await result(app.handlers['device.profiles']({ udid }, context))
    const header = (['identifier', 'name', 'organization', 'removable'] as const).map((key) => t(`device:table.${key}`))
    const rows = listed.profiles.map(({ identifier, displayName, organization, removalDisallowed }) => [
      printable(identifier),
      printable(displayName),
      printable(organization ?? '–'),
      t(removalDisallowed ? 'device:no' : 'device:yes'),
    ])
    const later = listed.storedForLater
    const lines = [
      rows.length === 0 ? t('device:done.noProfiles') : formatTable(header, rows),
      ...(later === null ? [] : [t('device:done.storedForLater', { name: printable(later) })]),
    ]
    return { json: listed, text: lines.join('\n') }
  })
}

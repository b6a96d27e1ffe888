import { Argument } from 'commander'
import type { Command } from 'commander'
import type { CliHost } from './cli-host.ts'
import { deviceCommand, onDevice } from './device-turn.ts'
import type { DeviceFlags } from './device-turn.ts'

/** `slipway device name | language | time-zone | wifi | unlock-token | passcode | screen-time`. */
export function addDeviceSettings(device: Command, host: CliHost): void {
  const { t } = host.translator
  deviceCommand(device, 'name', t('device:command.name'), host)
    .argument('<new>', t('device:argument.name'))
    .action((name: string, flags: DeviceFlags) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const renamed = await result(app.handlers['device.rename']({ udid, name }, context))
        return { json: renamed, text: t('device:done.renamed', renamed) }
      }),
    )
  deviceCommand(device, 'language', t('device:command.language'), host)
    .argument('[language]', t('device:argument.language'))
    .option('--locale <locale>', t('device:option.locale'))
    .action((language: string | undefined, flags: DeviceFlags & { readonly locale?: string }) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const wanted = { language: language ?? null, locale: flags.locale ?? null }
        const { changed } = await result(app.handlers['device.setLanguage']({ udid, ...wanted }, context))
        return {
          json: { ...wanted, changed },
          text: t(changed ? 'device:done.language' : 'device:done.languageAlready'),
        }
      }),
    )
  deviceCommand(device, 'time-zone', t('device:command.timeZone'), host)
    .argument('<name>', t('device:argument.timeZone'))
    .action((timeZone: string, flags: DeviceFlags) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const answer = await result(app.handlers['device.setTimeZone']({ udid, timeZone }, context))
        if (!answer.honored) process.exitCode = 1
        const now = { timeZone: answer.timeZone ?? '–' }
        return { json: answer, text: t(answer.honored ? 'device:done.timeZone' : 'device:done.timeZoneKept', now) }
      }),
    )
  deviceCommand(device, 'wifi', t('device:command.wifi'), host)
    .addArgument(new Argument('<power>', t('device:argument.power')).choices(['on', 'off']))
    .action((power: string, flags: DeviceFlags) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        await result(app.handlers['device.setWifiPower']({ udid, on: power === 'on' }, context))
        return {
          json: { wifi: power === 'on' },
          text: t(power === 'on' ? 'device:done.wifiOn' : 'device:done.wifiOff'),
        }
      }),
    )
  for (const [name, call, key] of passcodeCommands) {
    deviceCommand(device, name, t(`device:command.${key}`), host).action((flags: DeviceFlags) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        await result(app.handlers[call]({ udid }, context))
        return { json: { done: name }, text: t(`device:done.${key}`) }
      }),
    )
  }
}

const passcodeCommands = [
  ['keep-unlock-token', 'device.keepUnlockToken', 'keepUnlockToken'],
  ['clear-passcode', 'device.clearPasscode', 'clearPasscode'],
  ['clear-screen-time', 'device.clearScreenTimeCode', 'clearScreenTime'],
] as const

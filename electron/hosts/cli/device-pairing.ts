import type { Command } from 'commander'
import type { CliHost } from './cli-host.ts'
import { deviceCommand, onDevice } from './device-turn.ts'
import type { DeviceFlags } from './device-turn.ts'

/** `slipway device pair | unpair | validate`. */
export function addDevicePairing(device: Command, host: CliHost): void {
  const { t } = host.translator
  deviceCommand(device, 'pair', t('device:command.pair'), host)
    .option('--supervised', t('device:option.supervised'))
    .action((flags: DeviceFlags & { readonly supervised?: boolean }) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const supervised = flags.supervised === true
        const { made } = await result(app.handlers['device.pair']({ udid, supervised }, context))
        return { json: { paired: true, made }, text: t(made ? 'device:done.paired' : 'device:done.pairedAlready') }
      }),
    )
  deviceCommand(device, 'unpair', t('device:command.unpair'), host)
    .option('--every-host', t('device:option.everyHost'))
    .action((flags: DeviceFlags & { readonly everyHost?: boolean }) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const everyHost = flags.everyHost === true
        await result(app.handlers['device.unpair']({ udid, everyHost }, context))
        return { json: { paired: false }, text: t(everyHost ? 'device:done.unpairedAll' : 'device:done.unpaired') }
      }),
    )
  deviceCommand(device, 'validate', t('device:command.validate'), host).action((flags: DeviceFlags) =>
    onDevice(flags, host, async ({ app, udid, context, result }) => {
      const { pairing } = await result(app.handlers['device.validate']({ udid }, context))
      // For scripts: anything but an honored pairing is a no.
      if (pairing !== 'honored') process.exitCode = 1
      return { json: { pairing }, text: t(`device:pairing.${pairing}`) }
    }),
  )
}

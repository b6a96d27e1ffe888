import type { Command } from 'commander'
import type { CliHost } from './cli-host.ts'
import { askSerialEnd } from './ask-serial-end.ts'
import { deviceCommand, onDevice } from './device-turn.ts'
import type { DeviceFlags } from './device-turn.ts'

/** Read from the environment: a process list shows flags. */
const passwordVariable = 'SLIPWAY_MDM_PASSWORD'

/** `slipway device restart | shutdown | recovery | activate | automated-enrollment`. */
export function addDevicePower(device: Command, host: CliHost): void {
  const { t } = host.translator
  deviceCommand(device, 'restart', t('device:command.restart'), host).action((flags: DeviceFlags) =>
    onDevice(flags, host, async ({ app, udid, context, result }) => {
      await result(app.handlers['device.restart']({ udid }, context))
      return { json: { done: 'restart' }, text: t('device:done.restart') }
    }),
  )
  deviceCommand(device, 'shutdown', t('device:command.shutdown'), host).action((flags: DeviceFlags) =>
    onDevice(flags, host, async ({ app, udid, context, result }) => {
      await result(app.handlers['device.shutDown']({ udid }, context))
      return { json: { done: 'shutdown' }, text: t('device:done.shutdown') }
    }),
  )
  deviceCommand(device, 'recovery', t('device:command.recovery'), host)
    .option('--confirm <serial-end>', t('device:option.confirm'))
    .action((flags: DeviceFlags & { readonly confirm?: string }) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const typedSerial = flags.confirm ?? (await askSerialEnd(host, 'device:confirmRecovery'))
        await result(app.handlers['device.enterRecovery']({ udid, typedSerial }, context))
        return { json: { done: 'recovery' }, text: t('device:done.recovery') }
      }),
    )
  deviceCommand(device, 'activate', t('device:command.activate'), host).action((flags: DeviceFlags) =>
    onDevice(flags, host, async ({ app, udid, context, result }) => {
      const answer = await result(app.handlers['device.activate']({ udid }, context))
      return { json: answer, text: t(answer.activated ? 'device:done.activated' : 'device:done.activatedAlready') }
    }),
  )
  deviceCommand(device, 'automated-enrollment', t('device:command.automatedEnrollment'), host)
    .option('--user <name>', t('device:option.user', { variable: passwordVariable }))
    .action((flags: DeviceFlags & { readonly user?: string }) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const password = process.env[passwordVariable] ?? ''
        const credentials = flags.user === undefined ? null : { userName: flags.user, password }
        await result(app.handlers['device.automatedEnrollment']({ udid, credentials }, context))
        return { json: { done: 'automatedEnrollment' }, text: t('device:done.automatedEnrollment') }
      }),
    )
}

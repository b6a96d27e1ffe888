import type { Command } from 'commander'
import type { LineItem } from '../../../src-shared/device-commands.ts'
import type { CliHost } from './cli-host.ts'
import { deviceCommand, onDevice } from './device-turn.ts'
import type { DeviceFlags, DeviceTurn } from './device-turn.ts'
import { printable } from './printable.ts'

/** `slipway device syslog | notifications`: until Ctrl+C. With --json, one document a line. */
export function addDeviceListening(device: Command, host: CliHost): void {
  const { t } = host.translator
  deviceCommand(device, 'syslog', t('device:command.syslog'), host).action((flags: DeviceFlags) =>
    onDevice(flags, host, async (turn) => {
      await print(turn.app.handlers['device.syslog']({ udid: turn.udid }, turn.context), turn, flags)
      return null
    }),
  )
  deviceCommand(device, 'notifications', t('device:command.notifications'), host)
    .argument('<name...>', t('device:argument.notifications'))
    .action((names: string[], flags: DeviceFlags) =>
      onDevice(flags, host, async (turn) => {
        const items = turn.app.handlers['device.notifications']({ udid: turn.udid, names }, turn.context)
        await print(items, turn, flags)
        return null
      }),
    )
}

async function print(items: AsyncIterable<LineItem>, turn: DeviceTurn, flags: DeviceFlags): Promise<void> {
  for await (const item of items) {
    if (item.kind === 'progress') turn.progress(item)
    else if (flags.json === true) process.stdout.write(`${JSON.stringify({ text: item.text })}\n`)
    else process.stdout.write(`${item.text.split('\n').map(printable).join('\n')}\n`)
  }
}

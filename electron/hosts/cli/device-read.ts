import type { Command } from 'commander'
import type { CableFacts } from '../../../src-shared/device.ts'
import type { PlistJson } from '../../../src-shared/device-commands.ts'
import type { CliHost } from './cli-host.ts'
import { deviceCommand, onDevice } from './device-turn.ts'
import type { DeviceFlags } from './device-turn.ts'
import { printable } from './printable.ts'

type InfoFlags = DeviceFlags & { readonly domain?: string; readonly key?: string }

/** `slipway device info | battery | cloud-configuration`. */
export function addDeviceReading(device: Command, host: CliHost): void {
  const { t } = host.translator
  deviceCommand(device, 'info', t('device:command.info'), host)
    .option('--domain <name>', t('device:option.domain'))
    .option('--key <name>', t('device:option.key'))
    .action((flags: InfoFlags) => info(flags, host))
  deviceCommand(device, 'battery', t('device:command.battery'), host).action((flags: DeviceFlags) =>
    onDevice(flags, host, async ({ app, udid, context, result }) => {
      const battery = await result(app.handlers['device.battery']({ udid }, context))
      const shown = [
        t('device:battery.charge', { percent: battery.percent ?? '–' }),
        ...(battery.charging === null
          ? []
          : [t(battery.charging ? 'device:battery.charging' : 'device:battery.notCharging')]),
        ...(battery.health === null ? [] : [t('device:battery.health', { percent: battery.health })]),
        ...(battery.cycles === null ? [] : [t('device:battery.cycles', { cycles: battery.cycles })]),
        ...(battery.temperature === null ? [] : [t('device:battery.temperature', { degrees: battery.temperature })]),
      ]
      return { json: battery, text: shown.join('\n') }
    }),
  )
  deviceCommand(device, 'cloud-configuration', t('device:command.cloudConfiguration'), host).action(
    (flags: DeviceFlags) =>
      onDevice(flags, host, async ({ app, udid, context, result }) => {
        const { configuration } = await result(app.handlers['device.cloudConfiguration']({ udid }, context))
        return {
          json: { configuration },
          text: configuration === null ? t('device:done.noConfiguration') : valueText(configuration),
        }
      }),
  )
}

function info(flags: InfoFlags, host: CliHost): Promise<void> {
  const { domain, key } = flags
  return onDevice(flags, host, async ({ app, udid, context, result }) => {
    if (domain === undefined && key === undefined) {
      const { paired, facts } = await result(app.handlers['device.facts']({ udid }, context))
      return { json: { paired, facts }, text: factsText(facts, paired, host) }
    }
    const names = { domain: domain ?? null, key: key ?? null }
    const { value } = await result(app.handlers['device.values']({ udid, ...names }, context))
    return { json: value, text: valueText(value) }
  })
}

/** One fact a line; what is not known is left out, and for an unpaired device a line says why so little is. */
function factsText(facts: CableFacts, paired: boolean, { translator: { t } }: CliHost): string {
  const word = (value: string | number | boolean): string =>
    typeof value === 'boolean' ? t(value ? 'device:yes' : 'device:no') : printable(String(value))
  const known = (Object.keys(facts) as (keyof CableFacts)[]).flatMap((name) => {
    const value = facts[name]
    return value === null ? [] : [[t(`device:fact.${name}`), word(value)] as const]
  })
  const width = Math.max(...known.map(([label]) => label.length))
  const lines = known.map(([label, value]) => `${label.padEnd(width)}  ${value}`)
  return [...lines, ...(paired ? [] : [t('device:notPairedNote')])].join('\n')
}

function valueText(value: PlistJson): string {
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : printable(String(value))
}

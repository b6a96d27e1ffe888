import type { Command } from 'commander'
import type { CliHost } from './cli-host.ts'
import { addDeviceApps } from './device-apps.ts'
import { addDeviceListening } from './device-listen.ts'
import { addDevicePairing } from './device-pairing.ts'
import { addDevicePower } from './device-power.ts'
import { addDeviceProfiles } from './device-profiles.ts'
import { addDeviceReading } from './device-read.ts'
import { addDeviceScreen } from './device-screen.ts'
import { addDeviceSettings } from './device-settings.ts'

/** `slipway device …`: what a person asks of one device, outside a run. */
export function addDeviceCommand(program: Command, host: CliHost): void {
  const device = program.command('device').description(host.translator.t('device:about'))
  addDeviceReading(device, host)
  addDevicePairing(device, host)
  addDeviceSettings(device, host)
  addDeviceProfiles(device, host)
  addDeviceApps(device, host)
  addDeviceScreen(device, host)
  addDevicePower(device, host)
  addDeviceListening(device, host)
}

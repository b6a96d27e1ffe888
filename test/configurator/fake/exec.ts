import { spawn } from 'node:child_process'
import type { CommandLine } from './command-line.ts'
import { readState } from './state.ts'
import type { FakeDevice } from './state.ts'

/**
 * `exec`: runs a command of the shell for each device that comes or goes, those that are there first. As Apple's: runs
 * are not put in order, and the device is told by the environment.
 */
export function watchCables(directory: string, { flags }: CommandLine): void {
  const seen = new Map<string, FakeDevice>()
  const look = (): void => {
    const now = new Map(
      readState(directory)
        .devices.filter(({ awayUntil, isOff }) => !isOff && awayUntil <= Date.now())
        .map((device) => [device.ecid, device]),
    )
    for (const [ecid, device] of now) if (!seen.has(ecid)) run(flags.get('--on-attach')?.[0], device, {})
    for (const [ecid, device] of seen)
      if (!now.has(ecid)) run(flags.get('--on-detach')?.[0], device, { attachPID: '1' })
    seen.clear()
    for (const [ecid, device] of now) seen.set(ecid, device)
  }
  look()
  setInterval(look, 50)
}

function run(command: string | undefined, device: FakeDevice, more: NodeJS.ProcessEnv): void {
  if (command === undefined) return
  const { ecid: ECID, udid: UDID, name: deviceName, deviceType, locationID } = device
  const env = { ...process.env, ECID, UDID, deviceName, deviceType, locationID: String(locationID), ...more }
  spawn('/bin/sh', ['-c', command], { env, stdio: 'ignore' })
}

import type { deviceContract } from '../../src-shared/device-commands.ts'
import type { Handlers, StreamContext } from '../../src-shared/rpc.ts'
import { installApp, listApps, removeApp } from '../commands/apps.ts'
import type { CommandContext, CommandOptions, DeviceDesk } from '../commands/device-desk.ts'
import { notifications, syslog } from '../commands/listen.ts'
import { pair, unpair, validate } from '../commands/pairing.ts'
import { clearScreenTimeCode, keepUnlockToken, removePasscode } from '../commands/passcode.ts'
import { activate, automatedEnrollment, putIntoRecovery, restartDevice, shutDownDevice } from '../commands/power.ts'
import { addProfile, dropProfile, listProfiles } from '../commands/profiles.ts'
import { battery, cloudConfiguration, deviceFacts, deviceValues } from '../commands/read.ts'
import { appIcon, arrangeIcons, changeWallpaper, icons, wallpaper } from '../commands/screen.ts'
import { changeLanguage, changeTimeZone, rename, setWifiPower } from '../commands/settings.ts'

const second = 1_000
const minute = 60 * second

/** How long each kind of command may take, people and Apple's servers included. Single requests have limits of their own. */
const reads: CommandOptions = { limitMs: 2 * minute, changes: false }
const writes: CommandOptions = { limitMs: 2 * minute, changes: true }
const goesAway: CommandOptions = { limitMs: 2 * minute, changes: false }
/** A person may have to look for the device, or for its passcode. */
const asksPerson: CommandOptions = { limitMs: 15 * minute, changes: true }
const asksApple: CommandOptions = { limitMs: 15 * minute, changes: true }
const copies: CommandOptions = { limitMs: 60 * minute, changes: false }

/** The device commands of the contract: which work each of them is, and what it may cost. */
export function makeDeviceHandlers(desk: DeviceDesk): Handlers<typeof deviceContract> {
  const command =
    <I, R>(options: CommandOptions, work: (context: CommandContext, input: I) => Promise<R>) =>
    (input: I & { readonly udid: string }, { signal }: StreamContext) =>
      desk.perform({ ...options, udid: input.udid, signal }, (context) => work(context, input))
  return {
    'device.facts': command(reads, deviceFacts),
    'device.values': command(reads, deviceValues),
    'device.pair': command(asksPerson, pair),
    'device.unpair': command(writes, unpair),
    'device.validate': command(reads, validate),
    'device.rename': command(writes, rename),
    'device.setLanguage': command(asksApple, changeLanguage),
    'device.setTimeZone': command(writes, changeTimeZone),
    'device.setWifiPower': command(writes, setWifiPower),
    'device.battery': command(reads, battery),
    'device.restart': command(goesAway, restartDevice),
    'device.shutDown': command(goesAway, shutDownDevice),
    'device.enterRecovery': command(goesAway, putIntoRecovery),
    'device.activate': command(asksApple, activate),
    'device.profiles': command(reads, listProfiles),
    'device.addProfile': command(asksPerson, addProfile),
    'device.removeProfile': command(writes, dropProfile),
    'device.cloudConfiguration': command(reads, cloudConfiguration),
    'device.automatedEnrollment': command(asksApple, automatedEnrollment),
    'device.apps': command(reads, listApps),
    'device.installApp': command(copies, installApp),
    'device.removeApp': command(copies, removeApp),
    'device.icons': command(reads, icons),
    'device.arrangeIcons': command(writes, arrangeIcons),
    'device.iconImage': command(reads, appIcon),
    'device.wallpaper': command(reads, wallpaper),
    'device.setWallpaper': command(writes, changeWallpaper),
    'device.keepUnlockToken': command(writes, keepUnlockToken),
    'device.clearPasscode': command(writes, removePasscode),
    'device.clearScreenTimeCode': command(writes, clearScreenTimeCode),
    'device.syslog': ({ udid }, { signal }) => desk.follow({ udid, signal }, syslog),
    'device.notifications': (input, { signal }) =>
      desk.follow({ udid: input.udid, signal }, (context) => notifications(context, input)),
  }
}

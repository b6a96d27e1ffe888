import type { DeviceView } from '../../src-shared/device-view.ts'
import { isUnderWay } from '../device-words.ts'

/** What an operator looks for among many devices. A device can be in several. */
export const deviceGroups = ['ready', 'working', 'tap', 'attention', 'unplug', 'awaitingUser', 'unplugged'] as const
export type DeviceGroup = (typeof deviceGroups)[number]

export function isIn(group: DeviceGroup, device: DeviceView): boolean {
  switch (group) {
    case 'ready':
      return device.stage === 'ready' && device.presence === 'attached'
    case 'working':
      return isUnderWay(device)
    case 'tap':
      return device.tap !== null
    case 'attention':
      return device.stage === 'needsAttention' || device.stage === 'interrupted'
    case 'unplug':
      return mayUnplug(device)
    case 'awaitingUser':
      return device.stage === 'awaitingUser'
    default:
      return device.presence === 'unplugged'
  }
}

/** The cable's work is done and the device may go: a state to act on, other than merely not being worked on. */
export function mayUnplug(device: DeviceView): boolean {
  return (
    device.presence === 'attached' &&
    device.safeToUnplug &&
    (device.stage === 'prepared' || device.stage === 'enrolled' || device.stage === 'awaitingUser')
  )
}

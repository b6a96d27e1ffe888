import type { PracticeNetwork } from './software.ts'
import type { Running } from './running.ts'

/** Joins when such a network is in reach and the password is its own; writes down that it did, and how. */
export function joinNetwork(
  running: Running,
  ssid: string,
  password: string | null,
  by: 'profile' | 'fingers',
): boolean {
  const network = running.world.networks.find((known) => known.ssid === ssid)
  if (network === undefined || !opens(network, password)) {
    running.phone.record('wifiRefused', { ssid, by, reason: network === undefined ? 'outOfReach' : 'password' })
    return false
  }
  running.phone.storage.network = { ssid }
  running.phone.record('wifiJoined', { ssid, by })
  return true
}

/** Leaves that network, if it is the one joined. */
export function leaveNetwork(running: Running, ssid: string): void {
  if (running.phone.storage.network?.ssid !== ssid) return
  running.phone.storage.network = null
  running.phone.record('wifiLeft', { ssid })
}

function opens(network: PracticeNetwork, password: string | null): boolean {
  return network.password === null || network.password === password
}

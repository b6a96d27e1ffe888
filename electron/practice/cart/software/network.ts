import type { PracticeNetwork } from './software.ts'
import type { Running } from './running.ts'

export type JoinProblem = 'outOfReach' | 'password'

/** Joins when such a network is in reach and the password is its own; null when it did. Either way it is written down. */
export function joinNetwork(
  running: Running,
  ssid: string,
  password: string | null,
  by: 'profile' | 'fingers',
): JoinProblem | null {
  const network = running.world.networks.find((known) => known.ssid === ssid)
  const problem = network === undefined ? 'outOfReach' : opens(network, password) ? null : 'password'
  if (problem !== null) {
    running.phone.record('wifiRefused', { ssid, by, reason: problem })
    return problem
  }
  running.phone.storage.network = { ssid }
  running.phone.record('wifiJoined', { ssid, by })
  return null
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

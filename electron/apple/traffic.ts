import type { PlistInput } from './plist/write.ts'

/** Listens to one connection: every plist as it is sent or as it came, secrets and all. */
export type ChannelTap = (from: 'host' | 'device', message: PlistInput) => void

/**
 * Somebody who is shown every plist between Slipway and its devices. What it keeps of them is its business: messages
 * hold pair records, passwords and tokens, so that nothing may be written down as it is.
 */
export type TrafficObserver = {
  /** Called for each new connection, with the service at its other end. */
  readonly connected: (udid: string, service: string) => ChannelTap
}

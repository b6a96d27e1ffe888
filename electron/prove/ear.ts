import { stringAt } from '../apple/plist/take.ts'
import { isPlistDict } from '../apple/plist/value.ts'
import type { PlistValue } from '../apple/plist/value.ts'
import type { ChannelTap, TrafficObserver } from '../apple/traffic.ts'

/**
 * Hears whether EraseDevice was answered before the device left: the client takes both for a yes, and only here the
 * difference matters. Passes everything on to the transcript.
 */
export class Ear implements TrafficObserver {
  readonly #next: TrafficObserver | null
  #eraseAnswer: string | null = null

  constructor(next: TrafficObserver | null) {
    this.#next = next
  }

  /** The Status of the answer to the last EraseDevice; null when there was none. */
  get eraseAnswer(): string | null {
    return this.#eraseAnswer
  }

  connected(udid: string, service: string): ChannelTap {
    const next = this.#next?.connected(udid, service)
    let erasing = false
    return (from, message) => {
      next?.(from, message)
      const dict = message as PlistValue
      if (!isPlistDict(dict)) return
      if (from === 'host') erasing = stringAt(dict, 'RequestType') === 'EraseDevice'
      if (from === 'host' && erasing) this.#eraseAnswer = null
      if (from === 'device' && erasing) this.#eraseAnswer = stringAt(dict, 'Status') ?? 'no Status'
    }
  }
}

import type { AttachedDevice } from '../apple/attached-device.ts'
import type { ApplePort } from './topology.ts'

/** Remembers behind which USB controller each device hangs, for as long as nothing newer is known. */
export class Controllers {
  readonly #byUdid = new Map<string, string | null>()
  readonly #locationNamesBus: boolean

  /** @param locationNamesBus whether the location's first byte is the bus, as IOKit has it; usbmuxd elsewhere makes it up */
  constructor(locationNamesBus: boolean) {
    this.#locationNamesBus = locationNamesBus
  }

  note(device: AttachedDevice, port: ApplePort | null): void {
    this.#byUdid.set(device.udid, port === null ? this.#byLocation(device.locationId) : busOf(port))
  }

  /** Null when the bus did not tell. */
  readonly of = (udid: string): string | null => this.#byUdid.get(udid) ?? null

  #byLocation(locationId: number | null): string | null {
    return this.#locationNamesBus && locationId !== null ? `location ${locationId >>> 24}` : null
  }
}

/** A port's key is the controller's own name, then the ports. */
function busOf({ key }: ApplePort): string {
  return key.slice(0, key.lastIndexOf(':'))
}

import { randomUuid } from '../../../lib/crypto.ts'

/** The host side's pair records, as usbmuxd keeps them: opaque bytes by UDID, and one id for the whole host. */
export class PairRecords {
  readonly buid = randomUuid().toUpperCase()
  readonly #records = new Map<string, Buffer>()

  read(udid: string): Buffer | undefined {
    return this.#records.get(udid)
  }

  save(udid: string, record: Uint8Array): void {
    this.#records.set(udid, Buffer.from(record))
  }

  /** False when there was none. */
  remove(udid: string): boolean {
    return this.#records.delete(udid)
  }
}

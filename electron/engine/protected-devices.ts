import { AppError } from '../../src-shared/errors.ts'
import { noProtection } from '../../src-shared/protection.ts'
import type { Protection } from '../../src-shared/protection.ts'

/** The lists that no consent overrules, asked before every destructive verb. */
export class ProtectedDevices {
  #lists: Protection = noProtection
  #allowed: ReadonlySet<string> = new Set()
  #never: ReadonlySet<string> = new Set()

  set(lists: Protection): void {
    this.#lists = lists
    this.#allowed = new Set(lists.allowed)
    this.#never = new Set(lists.never)
  }

  get lists(): Protection {
    return this.#lists
  }

  /**
   * @param serial null when the device has not told it; where there are lists, nothing is destroyed unnamed
   * @throws AppError `stage.neverErase`, `stage.notOnAllowList`, `stage.serialUnknown`
   */
  assertMayDestroy(serial: string | null): void {
    const name = serial?.trim().toUpperCase() ?? ''
    if (name === '' && (this.#lists.onlyListed || this.#never.size > 0)) throw new AppError('stage.serialUnknown')
    if (this.#never.has(name)) throw new AppError('stage.neverErase', { device: name })
    if (this.isQuarantined(serial)) throw new AppError('stage.notOnAllowList', { device: name })
  }

  /** Not on the list of a station that works on listed devices only; a device that has not told its name is not yet. */
  isQuarantined(serial: string | null): boolean {
    if (!this.#lists.onlyListed || serial === null) return false
    return !this.#allowed.has(serial.trim().toUpperCase())
  }

  /** @throws AppError `stage.quarantined` */
  assertNotQuarantined(serial: string | null): void {
    if (this.isQuarantined(serial)) throw new AppError('stage.quarantined', { device: serial ?? '' })
  }
}

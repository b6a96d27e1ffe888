import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import { clockSlackMs } from '../lib/clock.ts'

/** Where sealed texts are kept. */
export type SecretShelf = {
  /** @throws AppError `secrets.damaged` */
  readonly get: (name: string) => Promise<string | null>
  readonly put: (name: string, value: string) => Promise<void>
}

const kept = z.object({
  code: z.string().min(1).max(200),
  /** Intune showed it, or the device itself by cable. */
  source: z.enum(['intune', 'cable']),
  keptAt: z.number(),
})
export type KeptCode = z.infer<typeof kept>

/** A device that was returned before has older ones; which of them its lock wants is seen when it is typed. */
const mostKept = 5

/** The codes that open Activation Lock, by serial number, sealed like every secret. Whoever shows one audits it. */
export class BypassCodes {
  readonly #shelf: SecretShelf

  constructor(shelf: SecretShelf) {
    this.#shelf = shelf
  }

  /** Newest first. */
  async list(serial: string): Promise<readonly KeptCode[]> {
    const text = await this.#shelf.get(nameOf(serial))
    if (text === null) return []
    const read = z.array(kept).safeParse(JSON.parse(text))
    if (!read.success) throw new AppError('secrets.damaged', { name: nameOf(serial) })
    return read.data
  }

  /** @returns false when it was kept already */
  async keep(serial: string, code: KeptCode): Promise<boolean> {
    const before = await this.list(serial)
    if (before[0]?.code === code.code) return false
    const others = before.filter((one) => one.code !== code.code)
    await this.#shelf.put(nameOf(serial), JSON.stringify([code, ...others].slice(0, mostKept)))
    return true
  }
}

const dayMs = 24 * 60 * 60_000
/** A return may begin anew after Intune's record is gone. */
const returnTakesMs = 30 * dayMs

/**
 * Whether a kept code is of the enrollment that ends now. A device that was erased and enrolled anew has another code, so
 * that one kept before may open nothing, and must not make an erase look safe.
 * @param enrolledAt of Intune's newest record, milliseconds since 1970; null: there is none, or it does not say
 */
export function isCurrentCode({ keptAt }: KeptCode, enrolledAt: number | null, now: number): boolean {
  return keptAt >= (enrolledAt === null ? now - returnTakesMs : enrolledAt - clockSlackMs)
}

function nameOf(serial: string): string {
  return `bypass.${serial.trim().toUpperCase()}`
}

import { randomBytes, sha256 } from '../../../lib/crypto.ts'

const remembered = 10_000

/** Bearers that are good now, and assertions that were used, in memory: a restart ends them all. */
export class ApiTokens {
  readonly #good = new Map<string, { readonly clientId: string; readonly endsAt: number }>()
  readonly #used = new Map<string, number>()

  open(clientId: string, endsAt: number): string {
    const token = randomBytes(48).toString('base64url')
    const [oldest] = this.#good.keys()
    if (this.#good.size >= remembered && oldest !== undefined) this.#good.delete(oldest)
    this.#good.set(digestOf(token), { clientId, endsAt })
    return token
  }

  /** The client ID behind a bearer; null when it is not known, or over. */
  find(token: string, now: number): string | null {
    const found = this.#good.get(digestOf(token))
    return found === undefined || found.endsAt <= now ? null : found.clientId
  }

  /** @returns whether this assertion came before */
  spend(clientId: string, jti: string, now: number, endsAt: number): boolean {
    for (const [key, end] of this.#used) if (end <= now) this.#used.delete(key)
    const key = JSON.stringify([clientId, jti])
    const isUsed = this.#used.has(key)
    this.#used.set(key, endsAt)
    return isUsed
  }

  end(clientId?: string): number {
    const over = [...this.#good].filter(([, good]) => clientId === undefined || good.clientId === clientId)
    for (const [key] of over) this.#good.delete(key)
    return over.length
  }
}

function digestOf(token: string): string {
  return sha256(token).toString('base64')
}

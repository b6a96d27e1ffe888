import { randomBytes } from '../../../lib/crypto.ts'
import { forbidden, unauthorized } from './failure.ts'

type Session = {
  readonly serverUuid: string
  readonly expiresAt: number
  readonly accessToken: string
  answers: number
}

const remembered = 10_000

/** Sessions live in memory: those from before a restart are unknown, as clients of Apple's simulator have seen. */
export class Sessions {
  readonly #known = new Map<string, Session>()

  open(serverUuid: string, accessToken: string, expiresAt: number): string {
    const token = `${randomBytes(8).toString('hex')}O${randomBytes(32).toString('hex').toUpperCase()}`
    const [oldest] = this.#known.keys()
    if (this.#known.size >= remembered && oldest !== undefined) this.#known.delete(oldest)
    this.#known.set(token, { serverUuid, expiresAt, accessToken, answers: 0 })
    return token
  }

  /** @throws ProgramFailure 403 FORBIDDEN for an unknown session, 401 for one that has expired */
  find(token: string | undefined, now: number): Session {
    const session = token === undefined ? undefined : this.#known.get(token)
    if (session === undefined) throw forbidden('FORBIDDEN')
    if (session.expiresAt <= now) throw unauthorized('UNAUTHORIZED')
    return session
  }

  /** The token this answer should carry instead, when sessions rotate: on every second answer. */
  rotated(token: string, now: number, lifeMs: number): string | null {
    const session = this.#known.get(token)
    if (session === undefined) return null
    session.answers += 1
    if (session.answers % 2 !== 0) return null
    this.#known.delete(token)
    return this.open(session.serverUuid, session.accessToken, now + lifeMs)
  }

  /** Ends every session, or those of one server. @returns how many */
  end(serverUuid?: string): number {
    const ended = [...this.#known].filter(
      ([, session]) => serverUuid === undefined || session.serverUuid === serverUuid,
    )
    for (const [token] of ended) this.#known.delete(token)
    return ended.length
  }
}

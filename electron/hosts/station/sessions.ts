import { constantTimeEqual, randomBytes, sha256 } from '../../lib/crypto.ts'

/** Who may use this station: browsers that came with a token. Both live in memory only and die with the process. */
export type Sessions = {
  /** A new one-time token, 256 bits, base64url. At most a few wait at a time; the oldest is forgotten. */
  readonly newToken: () => string
  /** Trades a token for a session, once. Null when it is unknown or used. */
  readonly redeem: (token: string) => string | null
  readonly isKnown: (session: string | undefined) => boolean
}

const waitingTokens = 4
const openSessions = 32

export function createSessions(): Sessions {
  const tokens = createDigestSet(waitingTokens)
  const sessions = createDigestSet(openSessions)
  const fresh = (set: DigestSet): string => {
    const secret = randomBytes(32).toString('base64url')
    set.add(secret)
    return secret
  }
  return {
    newToken: () => fresh(tokens),
    redeem: (token) => (tokens.take(token) ? fresh(sessions) : null),
    isKnown: (session) => session !== undefined && sessions.has(session),
  }
}

type DigestSet = {
  readonly add: (secret: string) => void
  readonly has: (secret: string) => boolean
  readonly take: (secret: string) => boolean
}

/** Keeps digests rather than secrets, newest last, and compares without telling how much fits. */
function createDigestSet(limit: number): DigestSet {
  let digests: readonly Buffer[] = []
  const find = (secret: string): Buffer | undefined => {
    const wanted = sha256(secret)
    return digests.find((known) => constantTimeEqual(known, wanted))
  }
  return {
    add: (secret) => {
      digests = [...digests, sha256(secret)].slice(-limit)
    },
    has: (secret) => find(secret) !== undefined,
    take: (secret) => {
      const found = find(secret)
      digests = digests.filter((known) => known !== found)
      return found !== undefined
    },
  }
}

/** What is known of a request before anything is done with it. */
export type RequestFacts = {
  readonly host: string | undefined
  readonly origin: string | undefined
  /** `sec-fetch-site`, sent by every current browser and by no page's choice. */
  readonly fetchSite: string | undefined
  readonly isWebSocket: boolean
  readonly hasSession: boolean
  /** Exchanging the token needs no session; it makes one. */
  readonly isEntry: boolean
}

export type Verdict = 'allowed' | 'wrongPlace' | 'unknownBrowser'

/** Names of this computer under which its own browser may address the station. */
export function ownHosts(port: number): readonly string[] {
  const names = ['127.0.0.1', 'localhost']
  return port === 80 ? [...names, ...names.map((name) => `${name}:80`)] : names.map((name) => `${name}:${port}`)
}

/**
 * Host keeps out names that somebody else's DNS points at us, Origin keeps out pages of other sites and of other ports,
 * the session keeps out other programs and people. A WebSocket must name its origin: browsers always do.
 */
export function judgeRequest(facts: RequestFacts, port: number): Verdict {
  if (facts.host === undefined || !ownHosts(port).includes(facts.host.toLowerCase())) return 'wrongPlace'
  if (facts.origin === undefined ? facts.isWebSocket : facts.origin !== `http://${facts.host}`) return 'wrongPlace'
  if (facts.isEntry) return 'allowed'
  if (!facts.hasSession) return 'unknownBrowser'
  // A link on another site may lead to the entry page, never to anything behind it.
  if (facts.fetchSite === 'cross-site') return 'wrongPlace'
  return 'allowed'
}

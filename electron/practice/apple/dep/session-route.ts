import { constantTimeEqual, sha256 } from '../../../lib/crypto.ts'
import { forbidden, unauthorized } from './failure.ts'
import { checkSignature, readOAuthHeader } from './oauth1.ts'
import { findOrganization } from './program.ts'
import type { Program } from './program.ts'

/**
 * `GET /session`: four secrets of a token file for a session.
 * @throws ProgramFailure 400 and 401 by OAuth; 403 ACCESS_DENIED for a token that was replaced, EXPIRED_TOKEN after a
 *   year, T_C_NOT_SIGNED while Apple's new terms wait
 */
export async function openProgramSession(
  program: Program,
  request: { readonly authorization: string | undefined; readonly url: URL },
): Promise<{ readonly auth_session_token: string }> {
  const claim = readOAuthHeader(request.authorization)
  const server = await program.db
    .selectFrom('mdm_server')
    .selectAll()
    .where('consumer_key', '=', claim.consumerKey)
    .executeTakeFirst()
  if (server === undefined) throw unauthorized('Invalid Consumer Key')
  const { access_token: accessToken, consumer_secret: consumerSecret, access_secret: tokenSecret } = server
  if (accessToken === null || consumerSecret === null || tokenSecret === null) throw forbidden('ACCESS_DENIED')
  // A token that was replaced by a newer one names itself, but its secrets are gone: its signature cannot be judged.
  if (!constantTimeEqual(sha256(accessToken), sha256(claim.token))) throw forbidden('ACCESS_DENIED')
  checkSignature(claim, { method: 'GET', url: request.url }, { consumerSecret, tokenSecret })
  program.nonces.spend(claim, Date.now())
  const now = program.clock.now()
  if ((server.token_expires_at ?? 0) <= now) throw forbidden('EXPIRED_TOKEN')
  if (!(await findOrganization(program.db)).termsSigned) throw forbidden('T_C_NOT_SIGNED')
  const session = program.sessions.open(server.uuid, accessToken, now + program.switches.sessionLifeMs)
  return { auth_session_token: session }
}

/** The token file of an MDM server: what the portal lets an administrator download. */
import { randomBytes } from '../../../lib/crypto.ts'
import { encryptEnvelope } from '../../../pki/cms-envelope.ts'
import type { Program } from './program.ts'
import { programTime } from './program.ts'
import type { MdmServer } from './store/schema.ts'

export type ServerTokenFile = { readonly name: string; readonly content: Buffer }

/** Apple: a token is good for a year. */
const lifeMs = 365 * 24 * 3_600_000

/**
 * Makes a new token for a server; the one before is void from now on. The consumer key stays when a server is renewed,
 * which is how a client tells a renewal from another server.
 */
export async function issueServerToken(program: Program, server: MdmServer, by: string): Promise<ServerTokenFile> {
  const now = program.clock.now()
  const token = {
    consumer_key: server.consumer_key ?? `CK_${randomBytes(24).toString('hex')}`,
    consumer_secret: `CS_${randomBytes(20).toString('hex')}`,
    access_token: `AT_O${randomBytes(30).toString('hex')}`,
    access_secret: `AS_${randomBytes(20).toString('hex')}`,
  }
  const expiresAt = now + lifeMs
  await program.db
    .updateTable('mdm_server')
    .set({ ...token, token_expires_at: expiresAt, admin_id: by, updated_at: now })
    .where('uuid', '=', server.uuid)
    .execute()
  program.sessions.end(server.uuid)
  const json = JSON.stringify({ ...token, access_token_expiry: programTime(expiresAt) })
  const stamp = programTime(now).replaceAll(':', '-')
  const name = `${server.name.replaceAll(/[^\w.-]+/g, '_')}_Token_${stamp}_smime.p7m`
  return { name, content: sealToken(json, server.certificate_pem) }
}

/** Apple's two layers: S/MIME around an envelope, and inside it a mail with the JSON between two marks. */
export function sealToken(json: string, certificatePem: string): Buffer {
  const inner = lines([
    'Content-Type: text/plain;charset=UTF-8',
    'Content-Transfer-Encoding: 7bit',
    '',
    '-----BEGIN MESSAGE-----',
    json,
    '-----END MESSAGE-----',
  ])
  const base64 = encryptEnvelope(Buffer.from(inner), certificatePem, 'aes256').toString('base64')
  return Buffer.from(
    lines([
      'Content-Type: application/pkcs7-mime; name="smime.p7m"; smime-type=enveloped-data',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="smime.p7m"',
      'Content-Description: S/MIME Encrypted Message',
      '',
      ...(base64.match(/.{1,76}/g) ?? []),
    ]),
  )
}

function lines(parts: readonly string[]): string {
  return `${parts.join('\r\n')}\r\n`
}

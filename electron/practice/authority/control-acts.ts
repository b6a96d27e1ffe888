import { z } from 'zod'
import { randomUuid, sha256 } from '../../lib/crypto.ts'
import { certificateFacts } from '../../lib/crypto-keys.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { findPerson, putPerson } from './people.ts'
import { addConsent, consentedScopes, putRegistration } from './registrations.ts'
import { authoritySettingsSchema, authorityState } from './state.ts'
import { act } from '../tenant/control/act.ts'

const person = z.strictObject({ upn: z.string() })

/** What a test or a practice screen may do to people, registrations and their tokens. */
export const authorityActs = {
  'add-person': act(
    z.strictObject({
      upn: z.email(),
      displayName: z.string().default('Practice Person'),
      password: z.string().min(1),
      roles: z.array(z.string()).default([]),
    }),
    async (tenant, input) => {
      await putPerson(tenant, input)
      return { ...(await findPerson(tenant, input.upn)) }
    },
  ),
  'add-app': act(
    z.strictObject({
      clientId: z.uuid().optional(),
      name: z.string().default('Practice application'),
      publicClient: z.boolean().default(false),
      redirectUris: z.array(z.string()).default(['http://localhost']),
      /** PEM. */
      certificates: z.array(z.string()).default([]),
      secrets: z.array(z.string()).default([]),
      scopes: z.array(z.string()).default([]),
      /** Application permissions; an administrator has consented to them. */
      roles: z.array(z.string()).default([]),
    }),
    async (tenant, { clientId = randomUuid(), secrets, certificates, ...rest }) => {
      for (const pem of certificates) certificateFacts(pem)
      const secretDigests = secrets.map((secret) => sha256(secret).toString('hex'))
      await putRegistration(tenant, { ...rest, clientId, certificates, secretDigests })
      return { clientId }
    },
  ),
  'grant-consent': act(
    z.strictObject({ clientId: z.string(), upn: z.string().default('*'), scopes: z.array(z.string()) }),
    async (tenant, { clientId, upn, scopes }) => {
      await addConsent(tenant, clientId, upn, scopes)
      return { scopes: await consentedScopes(tenant, clientId, upn) }
    },
  ),
  /** All of an application's, or of some permissions only. Tokens that are out stay good for their time. */
  'revoke-consent': act(
    z.strictObject({ clientId: z.string(), scopes: z.array(z.string()).optional() }),
    async (tenant, { clientId, scopes }) => {
      const all = tenant.db.deleteFrom('consent').where('client_id', '=', clientId)
      await (scopes === undefined ? all : all.where('scope', 'in', scopes)).execute()
      return {}
    },
  ),
  /** Ends every session of a person: refresh tokens are refused, and Graph challenges tokens that are out. */
  'revoke-sessions': act(person, (tenant, { upn }) => revokeSessions(tenant, upn)),
  /** From now on every token of this person must carry the authentication context; null takes it back. */
  'require-context': act(
    z.strictObject({ upn: z.string(), context: z.string().nullable() }),
    async (tenant, { upn, context }) => {
      await tenant.db.updateTable('person').set({ required_context: context }).where('upn', '=', upn).execute()
      return {}
    },
  ),
  authority: act(authoritySettingsSchema.partial(), (tenant, changes) =>
    Object.assign(authorityState(tenant).settings, changes),
  ),
} as const

async function revokeSessions(tenant: Tenant, upn: string): Promise<{ readonly ended: number }> {
  const { numUpdatedRows } = await tenant.db
    .updateTable('sign_in_session')
    .set({ ended_at: tenant.clock.now() })
    .where('upn', '=', upn)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  authorityState(tenant).browsers.clear()
  return { ended: Number(numUpdatedRows) }
}

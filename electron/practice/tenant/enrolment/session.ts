import type { Selectable } from 'kysely'
import { randomBytes, randomUuid } from '../../../lib/crypto.ts'
import { minuteMs } from '../clock.ts'
import type { CertificatePurpose, EnrollmentRoute, SessionRow } from '../store/schema.ts'
import type { Tenant } from '../tenant.ts'
import type { Eligible } from './eligibility.ts'
import type { MachineInfo } from './machine-info.ts'

export type Session = Selectable<SessionRow>

/** Remembers that this device was let in, with which profile (if with one) and for whom; certificates are tied to it. */
export async function openSession(
  tenant: Tenant,
  route: EnrollmentRoute,
  info: MachineInfo,
  eligible: Pick<Eligible, 'profile'> | null,
  upn: string | null,
): Promise<Session> {
  const now = tenant.clock.now()
  return tenant.db.transaction().execute(async (trx) => {
    await trx.updateTable('identity').set({ contacted_at: now }).where('serial', '=', info.serial).execute()
    return trx
      .insertInto('session')
      .values({
        id: randomUuid(),
        route,
        serial: info.serial,
        udid: info.udid,
        product: info.product,
        os_version: info.osVersion,
        profile_guid: eligible?.profile.guid ?? '',
        container_id: eligible?.profile.container_id ?? '',
        upn,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

export async function findSession(tenant: Tenant, id: string): Promise<Session | undefined> {
  return tenant.db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst()
}

const challengeLifeMs = 15 * minuteMs

/** A password for one certificate, good for 15 minutes. Earlier unused ones of the same device are void. */
export async function mintScepChallenge(
  tenant: Tenant,
  session: Session | null,
  purpose: CertificatePurpose,
): Promise<string> {
  const challenge = randomBytes(24).toString('hex')
  await tenant.db.transaction().execute(async (trx) => {
    if (session !== null) {
      const sameDevice = trx.selectFrom('session').select('id').where('udid', '=', session.udid)
      await trx
        .deleteFrom('scep_challenge')
        .where('used_at', 'is', null)
        .where('session_id', 'in', sameDevice)
        .execute()
    }
    const expiresAt = tenant.clock.now() + challengeLifeMs
    const values = { challenge, session_id: session?.id ?? null, purpose, expires_at: expiresAt, used_at: null }
    await trx.insertInto('scep_challenge').values(values).execute()
  })
  return challenge
}

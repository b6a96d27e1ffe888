import { usableApns } from '../apns.ts'
import type { Tenant } from '../tenant.ts'

/** Wakes a device so that it fetches its commands: no push, no command. Without a certificate there is no push. */
export async function pushDevice(tenant: Tenant, udid: string): Promise<void> {
  const apns = await usableApns(tenant)
  const row = await tenant.db
    .selectFrom('mdm_enrollment')
    .select(['push_token', 'push_magic'])
    .where('udid', '=', udid)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (apns === null || row === undefined || row.push_token === null || row.push_magic === null) return
  await tenant.push.send({ token: row.push_token, topic: apns.topicIdentifier, magic: row.push_magic })
  tenant.observed.record({ at: tenant.clock.now(), channel: 'push', what: 'push', serial: null, outcome: 'sent' })
}

import { randomUuid } from '../../../lib/crypto.ts'
import { dayMs, isoTime, minuteMs } from '../clock.ts'
import type { Tenant } from '../tenant.ts'
import { queueCommand } from './commands.ts'
import { updateManagedDevice } from './managed-device.ts'
import { pushDevice } from './push.ts'

/** A device that never says it is done must not stand at "Configuring…" for ever. */
const configureWithinMs = 10 * minuteMs
/** Microsoft: with Company Portal authentication the user must be affiliated within 24 hours of the enrollment. */
const userWithinMs = dayMs
const lookEveryMs = minuteMs

/** Looks each minute for what time has made due. @returns how to stop it */
export function startDueWork(tenant: Tenant): () => void {
  const timer = setInterval(() => {
    doDueWork(tenant).catch((error: unknown) => tenant.logger.error({ err: error }, 'work that was due failed'))
  }, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

export async function doDueWork(tenant: Tenant): Promise<void> {
  await releaseOverdue(tenant)
  await markUserless(tenant)
}

/** Ends "Configuring…" on a device that waits for it, once every command before was answered. */
export async function releaseWhenConfigured(tenant: Tenant, udid: string): Promise<void> {
  const open = await tenant.db
    .selectFrom('mdm_command')
    .select('uuid')
    .where('udid', '=', udid)
    .where('state', 'in', ['queued', 'sent', 'notNow'])
    .executeTakeFirst()
  if (open === undefined && (await mayBeReleased(tenant, udid))) await release(tenant, udid)
}

export async function noteConfigured(tenant: Tenant, udid: string): Promise<void> {
  await tenant.db.updateTable('mdm_enrollment').set({ awaiting_configuration: 0 }).where('udid', '=', udid).execute()
}

async function release(tenant: Tenant, udid: string): Promise<void> {
  await queueCommand(tenant, udid, { RequestType: 'DeviceConfigured' })
}

async function mayBeReleased(tenant: Tenant, udid: string): Promise<boolean> {
  const waits = await tenant.db
    .selectFrom('mdm_enrollment')
    .select('udid')
    .where('udid', '=', udid)
    .where('state', '=', 'active')
    .where('awaiting_configuration', '=', 1)
    .executeTakeFirst()
  const told = await tenant.db
    .selectFrom('mdm_command')
    .select('uuid')
    .where('udid', '=', udid)
    .where('request_type', '=', 'DeviceConfigured')
    .executeTakeFirst()
  return waits !== undefined && told === undefined
}

async function releaseOverdue(tenant: Tenant): Promise<void> {
  const rows = await tenant.db
    .selectFrom('mdm_enrollment')
    .innerJoin('session', 'session.id', 'mdm_enrollment.session_id')
    .select('mdm_enrollment.udid')
    .where('mdm_enrollment.awaiting_configuration', '=', 1)
    .where('session.created_at', '<=', tenant.clock.now() - configureWithinMs)
    .execute()
  for (const { udid } of rows) {
    if (!(await mayBeReleased(tenant, udid))) continue
    await release(tenant, udid)
    await pushDevice(tenant, udid)
  }
}

/** Nobody signed in to Company Portal in time: the enrollment counts as failed, and only an erase helps. */
async function markUserless(tenant: Tenant): Promise<void> {
  const now = tenant.clock.now()
  const rows = await tenant.db
    .selectFrom('managed_device')
    .selectAll()
    .where('enrolled_at', '<=', now - userWithinMs)
    .where('udid', 'is not', null)
    .execute()
  for (const row of rows) {
    const { deviceRegistrationState } = JSON.parse(row.body) as { readonly deviceRegistrationState?: string }
    if (deviceRegistrationState !== 'notRegisteredPendingEnrollment') continue
    await updateManagedDevice(tenant, row.id, {
      deviceRegistrationState: 'notRegistered',
      complianceState: 'noncompliant',
    })
    await tenant.db.updateTable('identity').set({ state: 'failed' }).where('serial', '=', row.serial).execute()
    const id = randomUuid()
    const body = {
      '@odata.type': '#microsoft.graph.enrollmentTroubleshootingEvent',
      id,
      eventDateTime: isoTime(now),
      correlationId: randomUuid(),
      managedDeviceIdentifier: row.id,
      operatingSystem: 'iOS',
      osVersion: null,
      userId: null,
      deviceId: row.udid,
      enrollmentType: 'appleBulkWithUser',
      failureCategory: 'userAbandonment',
      failureReason: `No user signed in to Company Portal within 24 hours. (${row.serial})`,
    }
    await tenant.db
      .insertInto('trouble')
      .values({ id, at: now, body: JSON.stringify(body) })
      .execute()
  }
}

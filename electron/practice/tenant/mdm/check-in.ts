import type { Selectable } from 'kysely'
import { booleanAt, dataAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { usableApns } from '../apns.ts'
import type { MdmEnrollmentRow } from '../store/schema.ts'
import type { Tenant } from '../tenant.ts'
import { queueInventory } from './commands.ts'
import { forgetDeliveries, queueCustomProfiles } from './custom-profiles.ts'
import { admitDevice, releaseDevice } from './managed-device.ts'
import type { Signer } from './message-identity.ts'

export type MdmEnrollment = Selectable<MdmEnrollmentRow>

export type CheckInOutcome =
  | 'accepted'
  | 'malformed'
  | 'wrongDevice'
  | 'wrongTopic'
  | 'wrongCertificate'
  | 'notEnrolled'
  | 'unsupported'

/** One check-in message of a device whose signature was verified. */
export async function checkIn(tenant: Tenant, message: PlistDict, signer: Signer): Promise<CheckInOutcome> {
  const type = stringAt(message, 'MessageType')
  const udid = stringAt(message, 'UDID')
  if (type === undefined || udid === undefined) return 'malformed'
  if (udid !== signer.session.udid) return 'wrongDevice'
  if (type === 'Authenticate') return authenticate(tenant, message, signer)
  const enrollment = await findEnrollment(tenant, udid)
  if (enrollment === undefined) return 'notEnrolled'
  if (enrollment.certificate_sha256 !== signer.sha256) return 'wrongCertificate'
  // A device that was told to leave says goodbye after its answer.
  if (enrollment.state === 'removed') return type === 'CheckOut' ? 'accepted' : 'notEnrolled'
  if (type === 'TokenUpdate') return updateToken(tenant, message, signer, enrollment)
  if (type !== 'CheckOut') return 'unsupported'
  await releaseDevice(tenant, udid)
  return 'accepted'
}

export async function findEnrollment(tenant: Tenant, udid: string): Promise<MdmEnrollment | undefined> {
  return tenant.db.selectFrom('mdm_enrollment').selectAll().where('udid', '=', udid).executeTakeFirst()
}

/** Starts an enrollment, again if need be: the queue is emptied and the certificate of this message is pinned. */
async function authenticate(tenant: Tenant, message: PlistDict, signer: Signer): Promise<CheckInOutcome> {
  const apns = await usableApns(tenant)
  if (apns === null || stringAt(message, 'Topic') !== apns.topicIdentifier) return 'wrongTopic'
  const { udid } = signer.session
  const said = [
    'OSVersion',
    'BuildVersion',
    'ProductName',
    'SerialNumber',
    'IMEI',
    'MEID',
    'DeviceName',
    'Model',
    'ModelName',
  ]
  const facts = Object.fromEntries(
    said.flatMap((key) => (stringAt(message, key) === undefined ? [] : [[key, stringAt(message, key)]])),
  )
  await forgetDeliveries(tenant, udid)
  await tenant.db.transaction().execute(async (trx) => {
    await trx.deleteFrom('mdm_command').where('udid', '=', udid).execute()
    await trx.deleteFrom('mdm_enrollment').where('udid', '=', udid).execute()
    await trx
      .insertInto('mdm_enrollment')
      .values({
        udid,
        session_id: signer.session.id,
        certificate_sha256: signer.sha256,
        state: 'authenticated',
        push_token: null,
        push_magic: null,
        unlock_token: null,
        awaiting_configuration: 0,
        managed_device_id: null,
        round: 0,
        last_seen_at: tenant.clock.now(),
        facts: JSON.stringify(facts),
      })
      .execute()
  })
  return 'accepted'
}

/** The first one completes the enrollment: only now does Intune know the device as managed. */
async function updateToken(
  tenant: Tenant,
  message: PlistDict,
  signer: Signer,
  enrollment: MdmEnrollment,
): Promise<CheckInOutcome> {
  const token = dataAt(message, 'Token')
  const magic = stringAt(message, 'PushMagic')
  if (token === undefined || magic === undefined) return 'malformed'
  const apns = await usableApns(tenant)
  if (apns === null || stringAt(message, 'Topic') !== apns.topicIdentifier) return 'wrongTopic'
  const unlock = dataAt(message, 'UnlockToken')
  const awaiting = booleanAt(message, 'AwaitingConfiguration') === true
  await tenant.db
    .updateTable('mdm_enrollment')
    .set({
      push_token: Buffer.from(token).toString('hex'),
      push_magic: magic,
      ...(unlock === undefined ? {} : { unlock_token: Buffer.from(unlock).toString('base64') }),
      awaiting_configuration: awaiting ? 1 : 0,
      last_seen_at: tenant.clock.now(),
    })
    .where('udid', '=', enrollment.udid)
    .execute()
  if (enrollment.state === 'active') return 'accepted'
  await admitDevice(tenant, signer.session, enrollment)
  await queueInventory(tenant, enrollment.udid)
  await queueCustomProfiles(tenant, enrollment.udid)
  return 'accepted'
}

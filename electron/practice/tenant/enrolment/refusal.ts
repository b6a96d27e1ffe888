import { randomUuid } from '../../../lib/crypto.ts'
import { isoTime } from '../clock.ts'
import type { Tenant } from '../tenant.ts'

/** Graph's deviceEnrollmentFailureReason, the part of it that happens here. */
export type FailureCategory =
  | 'authentication'
  | 'authorization'
  | 'accountValidation'
  | 'userValidation'
  | 'badRequest'
  | 'enrollmentRestrictionsEnforced'

/** Codes in the 403 answer: a device shows the message of a code it does not know. */
export type RefusalCode =
  | 'practice.notImported'
  | 'practice.notAssigned'
  | 'practice.noPushCertificate'
  | 'practice.platformBlocked'
  | 'practice.userNotLicensed'
  | 'practice.untrustedDevice'
  | 'practice.badRequest'
  | 'practice.wrongAccount'
  | 'practice.badChallenge'
  | 'practice.expiredChallenge'
  | 'practice.notModern'
  | 'practice.signInLost'

/** An enrollment that is turned down for good: 403 with JSON. A passing fault must never look like this. */
export class EnrollmentRefused extends Error {
  override readonly name = 'EnrollmentRefused'
  readonly code: RefusalCode
  readonly category: FailureCategory

  constructor(code: RefusalCode, category: FailureCategory, message: string) {
    super(message)
    this.code = code
    this.category = category
  }
}

/** The remembered side of a refusal: the imported device becomes *failed* and a troubleshooting event says why. */
export async function recordRefusal(
  tenant: Tenant,
  refused: EnrollmentRefused,
  device: {
    readonly serial: string
    readonly udid: string
    readonly osVersion: string | null
    readonly upn?: string | null
  },
): Promise<void> {
  const at = tenant.clock.now()
  const id = randomUuid()
  const body = {
    '@odata.type': '#microsoft.graph.enrollmentTroubleshootingEvent',
    id,
    eventDateTime: isoTime(at),
    correlationId: randomUuid(),
    managedDeviceIdentifier: null,
    operatingSystem: 'iOS',
    osVersion: device.osVersion,
    userId: device.upn ?? null,
    deviceId: device.udid,
    enrollmentType: 'appleBulkWithoutUser',
    failureCategory: refused.category,
    failureReason: `${refused.message} (${device.serial})`,
  }
  await tenant.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('trouble')
      .values({ id, at, body: JSON.stringify(body) })
      .execute()
    await trx
      .updateTable('identity')
      .set({ state: 'failed', contacted_at: at })
      .where('serial', '=', device.serial)
      .execute()
  })
}

import { randomUuid } from '../../../lib/crypto.ts'
import type { TenantDatabase } from '../store/open.ts'
import type { DeviceRecord, Page } from './records.ts'

type Applying = {
  readonly containerId: string
  readonly now: number
  /** For devices that were not known before. */
  readonly defaultProfile: string | null
}

/**
 * Writes one page of Apple's answer and the cursor behind it, together or not at all: whatever is lost afterwards, no
 * page is lost or taken twice. A page is a log: of one serial number the last word counts.
 */
export async function applyPage(db: TenantDatabase, page: Page, applying: Applying): Promise<void> {
  const last = new Map(page.devices.map((record) => [record.serial_number.toUpperCase(), record]))
  await db.transaction().execute(async (trx) => {
    for (const [serial, record] of last) {
      if (record.op_type === 'deleted') await markDeleted(trx, serial, applying)
      else await keep(trx, serial, record, applying)
    }
    await trx
      .updateTable('program_token')
      .set({ cursor: page.cursor })
      .where('container_id', '=', applying.containerId)
      .execute()
  })
}

async function keep(trx: TenantDatabase, serial: string, record: DeviceRecord, applying: Applying): Promise<void> {
  const { containerId, now, defaultProfile } = applying
  const seen = {
    container_id: containerId,
    apple_status: record.profile_status ?? 'empty',
    apple_profile: record.profile_uuid ?? null,
    seen_at: now,
    deleted_at: null,
  }
  await trx
    .insertInto('program_device')
    .values({ serial, ...seen, refused_at: null, refusal: null })
    .onConflict((conflict) => conflict.column('serial').doUpdateSet(seen))
    .execute()
  const known = await trx.selectFrom('identity').selectAll().where('serial', '=', serial).executeTakeFirst()
  const platform = platformOf(record)
  if (known?.container_id === containerId) {
    if (known.deleted === 1) await trx.updateTable('identity').set({ deleted: 0 }).where('id', '=', known.id).execute()
    return
  }
  const profile = platform === 'ios' ? defaultProfile : null
  const fresh = {
    container_id: containerId,
    source: 'deviceEnrollmentProgram',
    profile_guid: profile,
    assigned_at: profile === null ? null : now,
    supervised: 1,
    deleted: 0,
    platform,
  } as const
  // One that was imported by hand or came with another token belongs to this token from now on.
  if (known !== undefined) {
    await trx.updateTable('identity').set(fresh).where('id', '=', known.id).execute()
    return
  }
  await trx
    .insertInto('identity')
    .values({
      ...fresh,
      id: randomUuid(),
      serial,
      created_at: now,
      contacted_at: null,
      description: record.description ?? null,
      state: 'notContacted',
    })
    .execute()
}

/** Released or moved at Apple: shown as deleted, kept for a while as Intune does. */
export async function markDeleted(
  trx: TenantDatabase,
  serial: string,
  { containerId, now }: Pick<Applying, 'containerId' | 'now'>,
): Promise<void> {
  const gone = { apple_status: 'removed', apple_profile: null, deleted_at: now }
  await trx
    .updateTable('program_device')
    .set(gone)
    .where('serial', '=', serial)
    .where('container_id', '=', containerId)
    .where('deleted_at', 'is', null)
    .execute()
  await trx
    .updateTable('identity')
    .set({ deleted: 1 })
    .where('serial', '=', serial)
    .where('container_id', '=', containerId)
    .execute()
}

function platformOf({ os, device_family: family }: DeviceRecord): string {
  if (os === 'OSX' || family === 'Mac') return 'macOS'
  if (os === 'tvOS' || family === 'AppleTV') return 'tvOS'
  return os === 'visionOS' ? 'visionOS' : 'ios'
}

import type { Selectable } from 'kysely'
import { isoOrNever, isoTime } from '../clock.ts'
import type { ContainerRow } from '../store/schema.ts'
import type { GraphCall } from './call.ts'
import { notFound, refusedByIntune } from './failure.ts'
import type { Entity } from './filter.ts'

export type Container = Selectable<ContainerRow>

/** The container named in the path. @throws GraphFailure 404 */
export async function findContainer(call: GraphCall): Promise<Container> {
  const id = (call.params['tok'] ?? '').toLowerCase()
  const row = await call.tenant.db.selectFrom('container').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound(`The enrollment program token ${id.slice(0, 80)}`)
  return row
}

/** As findContainer, for operations that Apple Configurator's container cannot do. @throws GraphFailure 404, 400 */
export async function findProgramToken(call: GraphCall): Promise<Container> {
  const container = await findContainer(call)
  if (container.hidden === 1) throw refusedByIntune('The account has no enrollment program token for this operation')
  return container
}

/** As Graph shows it. */
export function containerEntity(row: Container): Entity {
  return {
    id: row.id,
    appleIdentifier: row.apple_identifier,
    tokenExpirationDateTime: isoOrNever(row.expires_at),
    lastModifiedDateTime: isoTime(row.modified_at),
    lastSuccessfulSyncDateTime: isoOrNever(row.synced_at),
    lastSyncTriggeredDateTime: isoOrNever(row.sync_triggered_at),
    shareTokenWithSchoolDataSyncService: row.shared_with_sds === 1,
    lastSyncErrorCode: row.sync_error,
    tokenType: row.token_type,
    tokenName: row.token_name,
    syncedDeviceCount: row.synced_count,
    dataSharingConsentGranted: row.consent === 1,
    roleScopeTagIds: JSON.parse(row.scope_tags) as readonly string[],
  }
}

/** What every one of them has. */
export const containerProperties: readonly string[] = [
  'id',
  'appleIdentifier',
  'tokenExpirationDateTime',
  'lastModifiedDateTime',
  'lastSuccessfulSyncDateTime',
  'lastSyncTriggeredDateTime',
  'shareTokenWithSchoolDataSyncService',
  'lastSyncErrorCode',
  'tokenType',
  'tokenName',
  'syncedDeviceCount',
  'dataSharingConsentGranted',
  'roleScopeTagIds',
]

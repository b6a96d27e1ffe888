import { dayMs } from '../clock.ts'
import type { ProgramToken } from '../store/program-tables.ts'
import type { Tenant } from '../tenant.ts'
import { applyPage, markDeleted } from './apply-page.ts'
import { assignAtApple } from './assign-at-apple.ts'
import { ProgramClient, ProgramRefused, ProgramUnreachable } from './client.ts'
import { accountSchema, pageSchema } from './records.ts'
import type { Account, Page } from './records.ts'

/** Intune: everything at most once in seven days, changes in between. */
const fullEveryMs = 7 * dayMs
/** Intune: a device released at Apple goes after 30 to 45 days. */
const purgeAfterMs = 45 * dayMs
const wantedPage = 1000

/** lastSyncErrorCode. Only 3 is known of the real service; the others are this tenant's own. */
export const syncErrors = { none: 0, refused: 1, unreachable: 2, termsNotSigned: 3, tokenExpired: 4 } as const

export function programClient(tenant: Tenant, token: ProgramToken): ProgramClient {
  const secrets = {
    consumerKey: token.consumer_key,
    consumerSecret: token.consumer_secret,
    accessToken: token.access_token,
    accessSecret: token.access_secret,
  }
  return new ProgramClient(tenant.programUrl ?? tenant.addresses.apple, secrets, (ms) => pause(tenant, ms))
}

/** An instant tenant does not wait for Apple's patience to come back. */
function pause(tenant: Tenant, ms: number): Promise<void> {
  const scaled = tenant.switches.createVisibilityMs === 0 ? Math.min(ms, 50) : ms
  return new Promise((resolve) => setTimeout(resolve, scaled).unref())
}

export async function readAccount(client: ProgramClient): Promise<Account> {
  return client.call('GET', '/account', accountSchema)
}

/** One run: what is new at Apple, then what Apple must be told. The result stands in the token's row. */
export async function syncProgram(tenant: Tenant, containerId: string): Promise<void> {
  const token = await findToken(tenant, containerId)
  if (token === undefined) return
  const client = programClient(tenant, token)
  let failure: number = syncErrors.none
  try {
    const account = await readAccount(client)
    const count = await fetchChanges(tenant, token, client, pageLimit(account))
    await purgeDeleted(tenant, containerId)
    await assignAtApple(tenant, containerId, client)
    await finish(tenant, containerId, { synced_at: tenant.clock.now(), sync_error: 0, synced_count: count })
  } catch (error) {
    if (!(error instanceof ProgramRefused || error instanceof ProgramUnreachable)) throw error
    failure = errorCode(error)
    tenant.logger.warn({ err: error, containerId }, 'a sync with the enrollment program failed')
    await finish(tenant, containerId, { sync_error: failure })
    await tenant.db.updateTable('program_token').set({ next_full: 1 }).where('container_id', '=', containerId).execute()
  }
  const outcome = failure === syncErrors.none ? 'ok' : `failed ${failure}`
  tenant.observed.record({ at: tenant.clock.now(), channel: 'program', what: 'sync', serial: null, outcome })
}

function errorCode(error: ProgramRefused | ProgramUnreachable): number {
  if (error instanceof ProgramUnreachable) return syncErrors.unreachable
  if (error.code.includes('T_C_NOT_SIGNED')) return syncErrors.termsNotSigned
  return error.code.includes('EXPIRED_TOKEN') ? syncErrors.tokenExpired : syncErrors.refused
}

export async function findToken(tenant: Tenant, containerId: string): Promise<ProgramToken | undefined> {
  return tenant.db.selectFrom('program_token').selectAll().where('container_id', '=', containerId).executeTakeFirst()
}

async function finish(
  tenant: Tenant,
  containerId: string,
  change: { readonly synced_at?: number; readonly sync_error: number; readonly synced_count?: number },
): Promise<void> {
  await tenant.db.updateTable('container').set(change).where('id', '=', containerId).execute()
}

function pageLimit(account: Account): number {
  const maximum = account.urls?.find(({ uri }) => uri === '/server/devices')?.limit?.maximum ?? wantedPage
  return Math.min(wantedPage, maximum)
}

type Run = {
  readonly tenant: Tenant
  readonly containerId: string
  readonly client: ProgramClient
  readonly limit: number
  readonly startedAt: number
  readonly defaultProfile: string | null
}

/** @returns how many devices Apple told about */
async function fetchChanges(
  tenant: Tenant,
  token: ProgramToken,
  client: ProgramClient,
  limit: number,
): Promise<number> {
  const { container_id: containerId } = token
  const startedAt = tenant.clock.now()
  const defaultProfile = await findDefault(tenant, containerId)
  const run: Run = { tenant, containerId, client, limit, startedAt, defaultProfile }
  const due = token.full_at === null || startedAt - token.full_at >= fullEveryMs || token.next_full === 1
  if (due || token.cursor === null) return everything(run, token)
  try {
    return await changes(run, token.cursor)
  } catch (error) {
    if (!isLostCursor(error)) throw error
    return everything(run, { ...token, cursor: null })
  }
}

/** From where an interrupted fetch stopped, if it did; what was not told at the end is not at Apple any more. */
async function everything(run: Run, token: ProgramToken): Promise<number> {
  const interrupted = token.next_full === 1 && token.full_at === null ? token.cursor : null
  let cursor: string | null = interrupted
  let count = 0
  let isWhole = false
  for (;;) {
    const page = await fetchPage(run, cursor)
    if (page === 'exhausted') break
    if (page === 'lost') {
      cursor = null
      continue
    }
    count += page.devices.length
    await apply(run, page)
    cursor = page.cursor
    isWhole = !page.more_to_follow
    if (isWhole) break
  }
  // An interrupted fetch told part of the list in an earlier run, or its end was never told: nobody can say who is missing.
  if (interrupted === null && isWhole) await markMissing(run)
  await run.tenant.db
    .updateTable('program_token')
    .set({ full_at: run.startedAt, next_full: 0 })
    .where('container_id', '=', run.containerId)
    .execute()
  return count + (await changes(run, cursor ?? ''))
}

async function fetchPage(run: Run, cursor: string | null): Promise<Page | 'exhausted' | 'lost'> {
  try {
    const body = { limit: run.limit, ...(cursor === null ? {} : { cursor }) }
    return await run.client.call('POST', '/server/devices', pageSchema, body)
  } catch (error) {
    if (error instanceof ProgramRefused && error.code.includes('EXHAUSTED_CURSOR')) return 'exhausted'
    if (cursor !== null && isLostCursor(error)) return 'lost'
    throw error
  }
}

async function changes(run: Run, from: string): Promise<number> {
  let cursor = from
  let count = 0
  for (;;) {
    const page = await run.client.call('POST', '/devices/sync', pageSchema, { cursor, limit: run.limit })
    count += page.devices.length
    await apply(run, page)
    cursor = page.cursor
    if (!page.more_to_follow) return count
  }
}

async function apply({ tenant, containerId, startedAt, defaultProfile }: Run, page: Page): Promise<void> {
  await applyPage(tenant.db, page, { containerId, now: startedAt, defaultProfile })
}

function isLostCursor(error: unknown): boolean {
  return error instanceof ProgramRefused && /INVALID_CURSOR|EXPIRED_CURSOR|CURSOR_REQUIRED/.test(error.code)
}

async function markMissing({ tenant, containerId, startedAt }: Run): Promise<void> {
  const rows = await tenant.db
    .selectFrom('program_device')
    .select('serial')
    .where('container_id', '=', containerId)
    .where('deleted_at', 'is', null)
    .where('seen_at', '<', startedAt)
    .execute()
  await tenant.db.transaction().execute(async (trx) => {
    for (const { serial } of rows) await markDeleted(trx, serial, { containerId, now: startedAt })
  })
}

async function purgeDeleted(tenant: Tenant, containerId: string): Promise<void> {
  const before = tenant.clock.now() - purgeAfterMs
  const gone = tenant.db
    .selectFrom('program_device')
    .select('serial')
    .where('container_id', '=', containerId)
    .where('deleted_at', '<=', before)
  await tenant.db
    .deleteFrom('identity')
    .where('container_id', '=', containerId)
    .where('deleted', '=', 1)
    .where('serial', 'in', gone)
    .execute()
}

async function findDefault(tenant: Tenant, containerId: string): Promise<string | null> {
  const row = await tenant.db
    .selectFrom('profile')
    .select('guid')
    .where('container_id', '=', containerId)
    .where('is_default', '=', 1)
    .executeTakeFirst()
  return row?.guid ?? null
}

import { z } from 'zod'
import type { ProgramCall, ProgramRoute } from '../call.ts'
import { readBody } from '../call.ts'
import { ProgramFailure, badRequest } from '../failure.ts'

const settingName = 'accountDrivenEnrollment'
const wishSchema = z.object({ mdm_service_discovery_url: z.string().default('') })

/** Where account-driven enrollment of the organization's users begins: one address for all of it. */
async function putDiscovery(call: ProgramCall): Promise<object> {
  const { mdm_service_discovery_url: address } = readBody(call, wishSchema)
  if (address === '') throw badRequest('MDM_SERVICE_DISCOVERY_URL_REQUIRED')
  if (URL.parse(address)?.protocol !== 'https:') throw badRequest('MDM_SERVICE_DISCOVERY_URL_NOT_VALID')
  await call.program.db
    .insertInto('setting')
    .values({ name: settingName, value: address })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: address }))
    .execute()
  return {}
}

async function getDiscovery({ program }: ProgramCall): Promise<object> {
  const row = await program.db.selectFrom('setting').select('value').where('name', '=', settingName).executeTakeFirst()
  if (row === undefined) throw new ProgramFailure(404, 'NOT_FOUND')
  return { mdm_service_discovery_url: row.value }
}

async function deleteDiscovery(call: ProgramCall): Promise<object> {
  await getDiscovery(call)
  await call.program.db.deleteFrom('setting').where('name', '=', settingName).execute()
  return {}
}

/** The practice organization is in no beta program: what Apple answers to one that turned it off. */
async function betaTokens(): Promise<object> {
  throw new ProgramFailure(403, 'APPLE_SEED_FOR_IT_TURNED_OFF')
}

const discovery = '/account-driven-enrollment/profile'

export const enrollmentRoutes: readonly ProgramRoute[] = [
  { method: 'POST', path: discovery, handle: putDiscovery },
  { method: 'GET', path: discovery, handle: getDiscovery },
  { method: 'DELETE', path: discovery, handle: deleteDiscovery },
  { method: 'GET', path: '/os-beta-enrollment/tokens', handle: betaTokens },
]

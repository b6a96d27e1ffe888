import { z } from 'zod'
import { exportMobileConfig } from '../../enrolment/mobile-config.ts'
import { assigned } from '../assignment.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { jsonReply, noContent, scopes } from '../call.ts'
import { GraphFailure, refusedByIntune } from '../failure.ts'
import { findProfile, profileBody } from '../profile-entity.ts'

async function setDefault(call: GraphCall): Promise<GraphReply> {
  const { container, profile } = await findProfile(call)
  if (container.hidden === 1) throw refusedByIntune('Profiles of Apple Configurator cannot be the default')
  await call.tenant.db.transaction().execute(async (trx) => {
    await trx.updateTable('profile').set({ is_default: 0 }).where('container_id', '=', container.id).execute()
    await trx.updateTable('profile').set({ is_default: 1 }).where('guid', '=', profile.guid).execute()
  })
  return call.tenant.switches.setDefaultStatus === 204 ? noContent : jsonReply(200, {})
}

async function exportProfile(call: GraphCall): Promise<GraphReply> {
  const { container, profile } = await findProfile(call)
  const { switches } = call.tenant
  if (switches.refuseAppOnlyExport && call.caller.kind === 'app') {
    throw new GraphFailure(403, 'Forbidden', 'This call needs a signed-in user.')
  }
  if (container.hidden !== 1) throw refusedByIntune('Only profiles of Apple Configurator can be exported')
  if (switches.refuseExportWithAffinity && profileBody(profile).requiresUserAuthentication) {
    throw refusedByIntune('A profile with user affinity cannot be used for direct enrollment')
  }
  const signed = exportMobileConfig(call.tenant, profile, call.clientRequestId)
  return jsonReply(200, { '@odata.context': call.contextUrl, value: signed.toString('base64') })
}

const assignmentSchema = z.strictObject({ deviceIds: z.array(z.string()) })

/** The "device ids" are serial numbers. There is no way to take an assignment back. */
async function assign(call: GraphCall): Promise<GraphReply> {
  const { container, profile } = await findProfile(call)
  const { deviceIds } = readBody(call, assignmentSchema)
  if (deviceIds.length === 0 || deviceIds.length > 1000) throw refusedByIntune('An assignment takes 1 to 1000 devices')
  const serials = [...new Set(deviceIds.map((serial) => serial.trim().toUpperCase()))]
  await call.tenant.db.transaction().execute(async (trx) => {
    const rows = await trx.selectFrom('identity').selectAll().where('serial', 'in', serials).execute()
    const known = rows.filter((row) => row.container_id === container.id)
    const unknown = serials.filter((serial) => !known.some((row) => row.serial === serial))
    if (unknown.length > 0)
      throw refusedByIntune(`These devices do not exist in this account: ${unknown.slice(0, 20).join(', ')}`)
    for (const row of known) {
      const change = await assigned(trx, row, profile.guid, call.tenant.clock.now())
      await trx.updateTable('identity').set(change).where('id', '=', row.id).execute()
    }
  })
  if (container.hidden === 0) call.tenant.jobs.assign(call.tenant, container.id)
  return noContent
}

const base = 'deviceManagement/depOnboardingSettings/:tok/enrollmentProfiles/:pid'

export const profileActionRoutes: readonly GraphRoute[] = [
  {
    method: 'POST',
    path: `${base}/setDefaultProfile`,
    beta: true,
    scopes: scopes.write,
    family: 'enrollment',
    handle: setDefault,
  },
  {
    method: 'GET',
    path: `${base}/exportMobileConfig`,
    beta: true,
    scopes: scopes.read,
    family: 'enrollment',
    handle: exportProfile,
  },
  {
    method: 'POST',
    path: `${base}/updateDeviceProfileAssignment`,
    beta: true,
    scopes: scopes.write,
    family: 'enrollment',
    handle: assign,
  },
]

import { z } from 'zod'
import { findServer } from '../dep/portal/portal.ts'
import type { Program } from '../dep/program.ts'
import { findDevice } from '../dep/registry.ts'
import type { Activities } from './activities.ts'
import { BusinessFailure, notFound } from './failure.ts'
import type { BusinessCall, BusinessRoute } from './routes.ts'

const requestShape = z.object({
  data: z.object({
    type: z.literal('orgDeviceActivities'),
    attributes: z.object({ activityType: z.string() }),
    relationships: z.object({
      mdmServer: z.object({ data: z.object({ type: z.literal('mdmServers'), id: z.string() }) }).optional(),
      devices: z.object({
        data: z
          .array(z.object({ type: z.literal('orgDevices'), id: z.string().min(1).max(100) }))
          .min(1)
          .max(75_000),
      }),
    }),
  }),
})

/** Orders and what became of them. */
export function activityRoutes(activities: Activities): readonly BusinessRoute[] {
  const create = async ({ program, base, body }: BusinessCall): Promise<object> => {
    const { type, server, serials } = await readOrder(program, body)
    const activity = await activities.add(type, server, serials)
    return { data: activities.resource(base, activity), links: { self: `${base}/v1/orgDeviceActivities` } }
  }
  const get = async ({ base, id }: BusinessCall): Promise<object> => {
    const activity = await activities.find(id)
    if (activity === undefined) throw notFound('orgDeviceActivities', id)
    return {
      data: activities.resource(base, activity),
      links: { self: `${base}/v1/orgDeviceActivities/${activity.id}` },
    }
  }
  return [
    { method: 'POST', path: '/v1/orgDeviceActivities', status: 201, handle: create },
    { method: 'GET', path: '/v1/orgDeviceActivities/:id', handle: get },
  ]
}

/** @throws BusinessFailure 400 for a body of another form, 409 for a server or a device that is not there */
async function readOrder(program: Program, body: unknown) {
  const parsed = requestShape.safeParse(body)
  if (!parsed.success) {
    const pointer = `/${(parsed.error.issues[0]?.path ?? []).join('/')}`
    throw new BusinessFailure(400, 'ENTITY_INVALID', 'The body is not of the form of an order', { source: { pointer } })
  }
  const { attributes, relationships } = parsed.data.data
  const type = attributes.activityType
  if (type !== 'ASSIGN_DEVICES' && type !== 'UNASSIGN_DEVICES')
    throw new BusinessFailure(409, 'ENTITY_ERROR.ATTRIBUTE.INVALID', `The practice service does no ${type}`, {
      source: { pointer: '/data/attributes/activityType' },
    })
  const wanted = relationships.mdmServer?.data.id
  const server = wanted === undefined ? undefined : await findServer(program, wanted)
  if (server === undefined)
    throw new BusinessFailure(409, 'ENTITY_ERROR.RELATIONSHIP.INVALID', 'There is no such device management service', {
      source: { pointer: '/data/relationships/mdmServer' },
    })
  const serials: string[] = []
  for (const [index, { id }] of relationships.devices.data.entries()) {
    const device = await findDevice(program.db, id)
    if (device === undefined)
      throw new BusinessFailure(409, 'ENTITY_ERROR.RELATIONSHIP.INVALID', `The organization has no device '${id}'`, {
        source: { pointer: `/data/relationships/devices/data/${index}` },
      })
    serials.push(device.serial)
  }
  return { type, server: server.uuid, serials: [...new Set(serials)] } as const
}

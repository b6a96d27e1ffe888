import { findServer } from '../dep/portal/portal.ts'
import type { Program } from '../dep/program.ts'
import { findDevice } from '../dep/registry.ts'
import type { MdmServer } from '../dep/store/schema.ts'
import { notFound } from './failure.ts'
import { pageEnvelope, readFields, readPage } from './paging.ts'
import { deviceFields, deviceResource, serverFields, serverResource } from './resources.ts'
import type { BusinessCall, BusinessRoute } from './routes.ts'

async function listDevices({ program, base, query }: BusinessCall): Promise<object> {
  const page = readPage(query)
  const fields = readFields(query, 'orgDevices', deviceFields)
  const own = program.db.selectFrom('device').where('disowned', '=', 0)
  const { total } = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await own
    .selectAll()
    .where('seq', '>', page.after)
    .orderBy('seq')
    .limit(page.limit + 1)
    .execute()
  const shown = rows.slice(0, page.limit)
  const last = rows.length > page.limit ? (shown.at(-1)?.seq ?? null) : null
  const data = shown.map((device) => deviceResource(base, device, fields))
  return { data, ...pageEnvelope(base, '/v1/orgDevices', page, last, total) }
}

async function getDevice({ program, base, query, id }: BusinessCall): Promise<object> {
  const fields = readFields(query, 'orgDevices', deviceFields)
  const device = await findDevice(program.db, id)
  if (device === undefined) throw notFound('orgDevices', id)
  return { data: deviceResource(base, device, fields), links: { self: `${base}/v1/orgDevices/${device.serial}` } }
}

async function assignedLinkage({ program, base, id }: BusinessCall): Promise<object> {
  const { serial, server } = await serverOfDevice(program, id)
  const self = `${base}/v1/orgDevices/${serial}`
  return {
    data: { type: 'mdmServers', id: server.uuid },
    links: { self: `${self}/relationships/assignedServer`, related: `${self}/assignedServer` },
  }
}

async function assignedServer({ program, base, query, id }: BusinessCall): Promise<object> {
  const fields = readFields(query, 'mdmServers', serverFields)
  const { serial, server } = await serverOfDevice(program, id)
  const data = serverResource(base, server, await countDevices(program, server.uuid), fields)
  return { data, links: { self: `${base}/v1/orgDevices/${serial}/assignedServer` } }
}

async function listServers({ program, base, query }: BusinessCall): Promise<object> {
  const page = readPage(query)
  const fields = readFields(query, 'mdmServers', serverFields)
  const all = await program.db.selectFrom('mdm_server').selectAll().orderBy('seq').execute()
  const rows = all.filter(({ seq }) => seq > page.after)
  const shown = rows.slice(0, page.limit)
  const data = await Promise.all(
    shown.map(async (server) => serverResource(base, server, await countDevices(program, server.uuid), fields)),
  )
  const last = rows.length > page.limit ? (shown.at(-1)?.seq ?? null) : null
  return { data, ...pageEnvelope(base, '/v1/mdmServers', page, last, all.length) }
}

async function getServer({ program, base, query, id }: BusinessCall): Promise<object> {
  const fields = readFields(query, 'mdmServers', serverFields)
  const server = await knownServer(program, id)
  const data = serverResource(base, server, await countDevices(program, server.uuid), fields)
  return { data, links: { self: `${base}/v1/mdmServers/${server.uuid}` } }
}

async function devicesOfServer({ program, base, query, id }: BusinessCall): Promise<object> {
  const page = readPage(query)
  const server = await knownServer(program, id)
  const rows = await program.db
    .selectFrom('device')
    .select(['seq', 'serial'])
    .where('server_uuid', '=', server.uuid)
    .where('seq', '>', page.after)
    .orderBy('seq')
    .limit(page.limit + 1)
    .execute()
  const shown = rows.slice(0, page.limit)
  const last = rows.length > page.limit ? (shown.at(-1)?.seq ?? null) : null
  const path = `/v1/mdmServers/${server.uuid}/relationships/devices`
  const data = shown.map(({ serial }) => ({ type: 'orgDevices', id: serial }))
  return { data, ...pageEnvelope(base, path, page, last, await countDevices(program, server.uuid)) }
}

async function serverOfDevice(program: Program, serial: string) {
  const device = await findDevice(program.db, serial)
  if (device === undefined) throw notFound('orgDevices', serial)
  if (device.server_uuid === null) throw notFound('mdmServers', `of ${serial}`)
  return { serial: device.serial, server: await knownServer(program, device.server_uuid) }
}

async function knownServer(program: Program, id: string): Promise<MdmServer> {
  const server = await findServer(program, id)
  if (server === undefined) throw notFound('mdmServers', id)
  return server
}

async function countDevices(program: Program, server: string): Promise<number> {
  const row = await program.db
    .selectFrom('device')
    .select(({ fn }) => fn.countAll<number>().as('devices'))
    .where('server_uuid', '=', server)
    .executeTakeFirstOrThrow()
  return row.devices
}

export const deviceRoutes: readonly BusinessRoute[] = [
  { method: 'GET', path: '/v1/orgDevices', handle: listDevices },
  { method: 'GET', path: '/v1/orgDevices/:id', handle: getDevice },
  { method: 'GET', path: '/v1/orgDevices/:id/relationships/assignedServer', handle: assignedLinkage },
  { method: 'GET', path: '/v1/orgDevices/:id/assignedServer', handle: assignedServer },
  { method: 'GET', path: '/v1/mdmServers', handle: listServers },
  { method: 'GET', path: '/v1/mdmServers/:id', handle: getServer },
  { method: 'GET', path: '/v1/mdmServers/:id/relationships/devices', handle: devicesOfServer },
]

import type { AbmDevice, AbmServer } from '../../src-shared/abm.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { AbmClient } from './client.ts'
import { deviceWire, linkageWire, one, serverWire } from './wire.ts'

/** Where a device stands: null for a device that is not the organization's. */
export type Place = { readonly serverId: string | null } | null

/** Up to so many devices are asked for one by one; for more, the lists are read. */
const fewDevices = 50

export async function listServers(client: AbmClient): Promise<readonly AbmServer[]> {
  return collect(client.pages('/v1/mdmServers?limit=1000', serverWire))
}

export async function listDevices(client: AbmClient): Promise<readonly AbmDevice[]> {
  return collect(client.pages('/v1/orgDevices?limit=1000', deviceWire))
}

/** Serial numbers of the devices of a server. @throws AppError `abm.…` */
export async function serialsOfServer(client: AbmClient, id: string): Promise<ReadonlySet<string>> {
  const path = `/v1/mdmServers/${encodeURIComponent(id)}/relationships/devices?limit=1000`
  return new Set((await collect(client.pages(path, linkageWire))).map((linkage) => linkage.id))
}

/** @throws AppError `abm.serverUnknown`, `abm.serverNotUnique` */
export function findServer(servers: readonly AbmServer[], name: string): AbmServer {
  const byId = servers.find(({ id }) => id.toLowerCase() === name.toLowerCase())
  if (byId !== undefined) return byId
  const named = servers.filter((server) => server.name.trim().toLowerCase() === name.trim().toLowerCase())
  if (named.length > 1) throw new AppError('abm.serverNotUnique', { name })
  if (named[0] === undefined) throw new AppError('abm.serverUnknown', { name })
  return named[0]
}

export function findDevice(client: AbmClient, serial: string): Promise<AbmDevice | null> {
  const path = `/v1/orgDevices/${encodeURIComponent(serial)}`
  return client.find(path, one(deviceWire)).then((found) => found?.data ?? null)
}

/** The id of the server a device is assigned to; null for none. */
export async function serverIdOf(client: AbmClient, serial: string): Promise<string | null> {
  const path = `/v1/orgDevices/${encodeURIComponent(serial)}/relationships/assignedServer`
  return (await client.find(path, one(linkageWire.nullish())))?.data?.id ?? null
}

/** Where each of these stands at Apple, serial numbers in upper case. */
export async function findPlaces(client: AbmClient, serials: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  return serials.length <= fewDevices ? oneByOne(client, serials) : fromLists(client, serials)
}

async function oneByOne(client: AbmClient, serials: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>()
  for (const serial of serials) {
    const device = await findDevice(client, serial)
    if (device === null) places.set(serial, null)
    else places.set(serial, { serverId: device.assigned ? await serverIdOf(client, serial) : null })
  }
  return places
}

async function fromLists(client: AbmClient, serials: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  const own = new Set((await listDevices(client)).map(({ serial }) => serial.toUpperCase()))
  const places = new Map<string, Place>(serials.map((serial) => [serial, own.has(serial) ? { serverId: null } : null]))
  for (const { id } of await listServers(client))
    for (const serial of await serialsOfServer(client, id))
      if (places.has(serial.toUpperCase())) places.set(serial.toUpperCase(), { serverId: id })
  return places
}

async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(...page)
  return all
}

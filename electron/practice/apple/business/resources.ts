import type { MdmServer, ProgramDevice } from '../dep/store/schema.ts'

type Attributes = Readonly<Record<string, unknown>>
export type Resource = { readonly type: string; readonly id: string } & Readonly<Record<string, unknown>>

/** Only the attributes and relationships that were asked for; null for all. */
export type Fields = ReadonlySet<string> | null

export const deviceFields = [
  'serialNumber',
  'addedToOrgDateTime',
  'releasedFromOrgDateTime',
  'updatedDateTime',
  'deviceModel',
  'productFamily',
  'productType',
  'deviceCapacity',
  'partNumber',
  'orderNumber',
  'color',
  'status',
  'orderDateTime',
  'imei',
  'meid',
  'eid',
  'wifiMacAddress',
  'bluetoothMacAddress',
  'ethernetMacAddress',
  'purchaseSourceId',
  'purchaseSourceType',
  'isMdmMigrationCapable',
  'mdmMigrationStatus',
  'mdmMigrationDeadlineDateTime',
  'assignedServer',
  'appleCareCoverage',
] as const

/** What the practice organization knows of a device; what it does not know is left out. */
export function deviceResource(base: string, device: ProgramDevice, fields: Fields): Resource {
  const self = `${base}/v1/orgDevices/${device.serial}`
  const attributes = {
    serialNumber: device.serial,
    addedToOrgDateTime: time(device.added_at),
    updatedDateTime: time(Math.max(device.updated_at, device.added_at)),
    deviceModel: device.model,
    productFamily: device.device_family,
    deviceCapacity: /\d+GB/.exec(device.description)?.[0] ?? '',
    orderNumber: device.order_number,
    color: device.color,
    status: device.server_uuid === null ? 'UNASSIGNED' : 'ASSIGNED',
    orderDateTime: time(device.added_at),
    purchaseSourceType: device.source,
    isMdmMigrationCapable: false,
  }
  const related = { self: `${self}/relationships/assignedServer`, related: `${self}/assignedServer` }
  return {
    type: 'orgDevices',
    id: device.serial,
    attributes: only(attributes, fields),
    relationships: only({ assignedServer: { links: related } }, fields),
    links: { self },
  }
}

export const serverFields = [
  'serverName',
  'serverType',
  'enableMdmDisownFlag',
  'defaultProductFamilies',
  'status',
  'deviceCount',
  'lastConnectedDateTime',
  'lastConnectedIp',
  'createdDateTime',
  'updatedDateTime',
  'devices',
] as const

export function serverResource(base: string, server: MdmServer, devices: number, fields: Fields): Resource {
  const self = `${base}/v1/mdmServers/${server.uuid}`
  const attributes = {
    serverName: server.name,
    serverType: 'MDM',
    enableMdmDisownFlag: server.may_release === 1,
    defaultProductFamilies: [],
    status: 'ACTIVE',
    deviceCount: devices,
    createdDateTime: time(server.created_at),
    updatedDateTime: time(server.updated_at),
  }
  return {
    type: 'mdmServers',
    id: server.uuid,
    attributes: only(attributes, fields),
    relationships: only({ devices: { links: { self: `${self}/relationships/devices` } } }, fields),
    links: { self },
  }
}

function only(values: Attributes, fields: Fields): Attributes {
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields === null || fields.has(name)))
}

/** As this API writes times: with milliseconds, UTC. */
export function time(at: number): string {
  return new Date(at).toISOString()
}

import * as z from 'zod'
import { graphPath, odataText } from '../address.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { parseListBody } from './list-body.ts'
import { optionalText, optionalTime, wireId } from './wire.ts'

/** A device under Intune's management. Times are milliseconds since 1970. */
export type ManagedDevice = {
  readonly id: string
  readonly serial: string
  readonly name: string | null
  readonly enrolledAt: number | null
  readonly lastSyncAt: number | null
  readonly managementState: string | null
  /** appleBulkWithUser, appleBulkWithoutUser … */
  readonly enrollmentType: string | null
  readonly enrollmentProfileName: string | null
  readonly supervised: boolean
  readonly userPrincipalName: string | null
  readonly osVersion: string | null
  readonly model: string | null
  /** Graph's word: compliant, noncompliant, unknown … */
  readonly compliance: string | null
  readonly category: string | null
}

export const managedDeviceWire = z.object({
  id: wireId,
  serialNumber: optionalText,
  deviceName: optionalText,
  enrolledDateTime: optionalTime,
  lastSyncDateTime: optionalTime,
  managementState: optionalText,
  deviceEnrollmentType: optionalText,
  enrollmentProfileName: optionalText,
  isSupervised: z.boolean().nullish(),
  userPrincipalName: optionalText,
  osVersion: optionalText,
  model: optionalText,
  complianceState: optionalText,
  deviceCategoryDisplayName: optionalText,
})

export function managedDeviceOf(device: z.infer<typeof managedDeviceWire>): ManagedDevice {
  return {
    id: device.id,
    serial: (device.serialNumber ?? '').toUpperCase(),
    name: device.deviceName,
    enrolledAt: device.enrolledDateTime,
    lastSyncAt: device.lastSyncDateTime,
    managementState: device.managementState,
    enrollmentType: device.deviceEnrollmentType,
    enrollmentProfileName: device.enrollmentProfileName,
    supervised: device.isSupervised ?? false,
    userPrincipalName: device.userPrincipalName || null,
    osVersion: device.osVersion,
    model: device.model,
    compliance: device.complianceState,
    category: device.deviceCategoryDisplayName,
  }
}

const managedDevice = managedDeviceWire.transform(managedDeviceOf)

const path = '/deviceManagement/managedDevices'

/** Apple's devices under management. Lists leave some properties out, whatever is asked for. */
export async function listManagedDevices(graph: GraphClient, signal?: AbortSignal): Promise<readonly ManagedDevice[]> {
  const call = {
    version: 'v1.0',
    schema: managedDevice,
    query: { $filter: "operatingSystem eq 'iOS'", $top: 999 },
  } as const
  return newestFirst(await allPages(graph.pages(path, { ...call, signal })))
}

/**
 * All records of one serial, the newest enrollment first. More than one is normal: a wiped device leaves its old
 * record behind for a while.
 */
export async function findManagedDevices(
  graph: GraphClient,
  serial: string,
  signal?: AbortSignal,
): Promise<readonly ManagedDevice[]> {
  const query = { $filter: `serialNumber eq ${odataText(serial.toUpperCase())}` }
  const found = await allPages(graph.pages(path, { version: 'v1.0', schema: managedDevice, query, signal }))
  return newestFirst(found.filter((device) => device.serial === serial.toUpperCase()))
}

/** The newest record of each serial that has one, by upper-case serial; 20 serials to a request. */
export async function newestManagedDevices(
  graph: GraphClient,
  serials: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, ManagedDevice>> {
  const wanted = [...new Set(serials.map((serial) => serial.toUpperCase()))]
  if (wanted.length === 0) return new Map()
  const items = wanted.map((serial, index) => ({
    id: String(index),
    method: 'GET' as const,
    path: graphPath(path, { $filter: `serialNumber eq ${odataText(serial)}` }),
  }))
  const newest = new Map<string, ManagedDevice>()
  for (const result of await graph.batch('v1.0', items, signal)) {
    if (result.error) throw result.error
    const serial = wanted[Number(result.id)]
    // An exact match, whatever the service takes for equal.
    const records = parseListBody(managedDevice, result.body, path).filter((device) => device.serial === serial)
    const first = newestFirst(records)[0]
    if (first) newest.set(first.serial, first)
  }
  return newest
}

function newestFirst(devices: readonly ManagedDevice[]): readonly ManagedDevice[] {
  return [...devices].sort((a, b) => (b.enrolledAt ?? 0) - (a.enrolledAt ?? 0))
}

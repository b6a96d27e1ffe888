import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import { segment } from '../address.ts'
import type { GraphClient } from '../call.ts'
import { managedDeviceOf, managedDeviceWire } from './managed-devices.ts'
import type { ManagedDevice } from './managed-devices.ts'
import { anyAnswer, optionalText, optionalTime } from './wire.ts'

export type DeviceAction = {
  readonly name: string
  readonly state: string
  readonly startedAt: number | null
  readonly changedAt: number | null
}

/** What only a question about one device answers, beside what lists show. */
export type ManagedDeviceDetail = ManagedDevice & {
  readonly udid: string | null
  readonly imei: string | null
  readonly owner: string | null
  readonly wifiAddress: string | null
  readonly storageBytes: number | null
  readonly freeBytes: number | null
  readonly notes: string | null
  readonly certificateExpiresAt: number | null
  readonly actions: readonly DeviceAction[]
}

const optionalNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? null)

const action = z
  .object({
    actionName: optionalText,
    actionState: optionalText,
    startDateTime: optionalTime,
    lastUpdatedDateTime: optionalTime,
  })
  .transform((one): DeviceAction => ({
    name: one.actionName ?? '',
    state: one.actionState ?? 'none',
    startedAt: one.startDateTime,
    changedAt: one.lastUpdatedDateTime,
  }))

export const managedDeviceDetailWire = managedDeviceWire.extend({
  udid: optionalText,
  imei: optionalText,
  managedDeviceOwnerType: optionalText,
  wiFiMacAddress: optionalText,
  totalStorageSpaceInBytes: optionalNumber,
  freeStorageSpaceInBytes: optionalNumber,
  notes: optionalText,
  managementCertificateExpirationDate: optionalTime,
  deviceActionResults: z.array(action).nullish(),
})

const detail = managedDeviceDetailWire.transform((wire): ManagedDeviceDetail => ({
  ...managedDeviceOf(wire),
  udid: wire.udid,
  imei: wire.imei,
  owner: wire.managedDeviceOwnerType,
  wifiAddress: wire.wiFiMacAddress,
  storageBytes: wire.totalStorageSpaceInBytes,
  freeBytes: wire.freeStorageSpaceInBytes,
  notes: wire.notes,
  certificateExpiresAt: wire.managementCertificateExpirationDate,
  actions: wire.deviceActionResults ?? [],
}))

/** Null when there is no such record. */
export async function readManagedDevice(
  graph: GraphClient,
  id: string,
  signal?: AbortSignal,
): Promise<ManagedDeviceDetail | null> {
  try {
    return await graph.get(pathOf(id), { version: 'v1.0', schema: detail, signal })
  } catch (error) {
    if (error instanceof AppError && error.code === 'graph.notFound') return null
    throw error
  }
}

/** Harmless to repeat: the device reports once more. */
export async function syncManagedDevice(graph: GraphClient, id: string, signal?: AbortSignal): Promise<void> {
  await graph.post(`${pathOf(id)}/syncDevice`, { version: 'v1.0', schema: anyAnswer, idempotent: true, signal })
}

/** Puts the device into a category, in place of the one it has. */
export async function setDeviceCategory(
  graph: GraphClient,
  id: string,
  categoryId: string,
  signal?: AbortSignal,
): Promise<void> {
  const reference = graph.addressOf('beta', `/deviceManagement/deviceCategories/${segment(categoryId)}`)
  const call = { version: 'beta', schema: anyAnswer, body: { '@odata.id': reference }, signal } as const
  await graph.send('PUT', `${pathOf(id)}/deviceCategory/$ref`, call)
}

function pathOf(id: string): string {
  return `/deviceManagement/managedDevices/${segment(id)}`
}

import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import type { TenantTarget, TenantVerb } from '../../../src-shared/tenant-consent.ts'
import { segment } from '../address.ts'
import type { GraphClient } from '../call.ts'
import { useTenantWarrant } from '../tenant-warrant.ts'
import type { TenantWarrant } from '../tenant-warrant.ts'
import { anyAnswer, optionalText } from './wire.ts'

/** What became of a remote action. Times as Intune writes them: they are compared, never reckoned with. */
export type ActionResult = {
  readonly name: string
  /** none, pending, canceled, active, done, failed, notSupported. */
  readonly state: string
  readonly startedAt: string
}

/** One managed device with its actions; lists leave the results out, so it is read alone. */
export type DeviceRecord = {
  readonly serial: string
  readonly name: string | null
  readonly managementState: string | null
  readonly actions: readonly ActionResult[]
}

const actionResult = z
  .object({ actionName: optionalText, actionState: optionalText, startDateTime: optionalText })
  .transform((result): ActionResult => ({
    name: result.actionName ?? '',
    state: result.actionState ?? 'none',
    startedAt: result.startDateTime ?? '',
  }))

const record = z
  .object({
    serialNumber: optionalText,
    deviceName: optionalText,
    managementState: optionalText,
    deviceActionResults: z.array(actionResult).nullish(),
  })
  .transform((device): DeviceRecord => ({
    serial: (device.serialNumber ?? '').toUpperCase(),
    name: device.deviceName,
    managementState: device.managementState,
    actions: device.deviceActionResults ?? [],
  }))

/** Null when there is no such record (any more). */
export async function readDeviceRecord(
  graph: GraphClient,
  recordId: string,
  signal?: AbortSignal,
): Promise<DeviceRecord | null> {
  try {
    return await graph.get(pathOf(recordId), { version: 'v1.0', schema: record, signal })
  } catch (error) {
    if (error instanceof AppError && error.code === 'graph.notFound') return null
    throw error
  }
}

type ActionCall = {
  readonly body?: object
  readonly clientRequestId: string
  readonly signal?: AbortSignal
}

/** Harmless to repeat. */
export async function sendDeviceName(
  graph: GraphClient,
  recordId: string,
  deviceName: string,
  { clientRequestId, signal }: ActionCall,
): Promise<void> {
  // Microsoft: setDeviceName is in beta only.
  const call = { version: 'beta', schema: anyAnswer, idempotent: true, clientRequestId, signal } as const
  await graph.post(`${pathOf(recordId)}/setDeviceName`, { ...call, body: { deviceName } })
}

/** A record of a device, and what is done to it. */
export type RecordOrder<V extends TenantVerb> = TenantTarget & { readonly verb: V; readonly recordId: string }

/**
 * Retire or wipe, which needs the guard's warrant for just that.
 * @throws AppError `outbox.noWarrant`, `graph.outcomeUnknown` when the answer was lost, and those of the Graph client
 */
export async function sendDeviceAction(
  graph: GraphClient,
  order: RecordOrder<'retire' | 'wipe'>,
  warrant: TenantWarrant,
  { body, clientRequestId, signal }: ActionCall,
): Promise<void> {
  const { recordId, verb } = order
  useTenantWarrant(warrant, order)
  // It must not happen twice: a lost answer is not asked for again.
  const call = { version: 'v1.0', schema: anyAnswer, idempotent: false, clientRequestId, signal } as const
  await graph.post(`${pathOf(recordId)}/${verb}`, body === undefined ? call : { ...call, body })
}

/**
 * Removes the record only; the device hears nothing. One that is gone already is as good as deleted.
 * @throws AppError `outbox.noWarrant`, and those of the Graph client
 */
export async function deleteDeviceRecord(
  graph: GraphClient,
  order: RecordOrder<'deleteRecord'>,
  warrant: TenantWarrant,
  signal?: AbortSignal,
): Promise<void> {
  useTenantWarrant(warrant, order)
  try {
    await graph.delete(pathOf(order.recordId), { version: 'v1.0', schema: anyAnswer, signal })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'graph.notFound')) throw error
  }
}

function pathOf(recordId: string): string {
  return `/deviceManagement/managedDevices/${segment(recordId)}`
}

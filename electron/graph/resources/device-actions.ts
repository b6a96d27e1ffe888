import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import { segment } from '../address.ts'
import type { GraphClient } from '../call.ts'
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

export type DeviceAction = {
  /** Graph's own name: retire, wipe, setDeviceName. */
  readonly name: 'retire' | 'wipe' | 'setDeviceName'
  readonly body?: object
  /** False for what must not happen twice: a lost answer then ends in `graph.outcomeUnknown`. */
  readonly idempotent: boolean
  readonly clientRequestId: string
  readonly signal?: AbortSignal
}

/** @throws AppError `graph.outcomeUnknown` when the answer was lost, and those of the Graph client */
export async function sendDeviceAction(graph: GraphClient, recordId: string, action: DeviceAction): Promise<void> {
  const { name, body, ...rest } = action
  // Microsoft: setDeviceName is in beta only.
  const version = name === 'setDeviceName' ? 'beta' : 'v1.0'
  const call = { version, schema: anyAnswer, ...rest } as const
  await graph.post(`${pathOf(recordId)}/${name}`, body === undefined ? call : { ...call, body })
}

/** Removes the record only; the device hears nothing. One that is gone already is as good as deleted. */
export async function deleteDeviceRecord(graph: GraphClient, recordId: string, signal?: AbortSignal): Promise<void> {
  try {
    await graph.delete(pathOf(recordId), { version: 'v1.0', schema: anyAnswer, signal })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'graph.notFound')) throw error
  }
}

function pathOf(recordId: string): string {
  return `/deviceManagement/managedDevices/${segment(recordId)}`
}

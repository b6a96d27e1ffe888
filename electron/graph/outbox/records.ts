import { AppError, asAppError, toErrorRecord } from '../../../src-shared/errors.ts'
import type { Intent } from '../../../src-shared/outbox.ts'
import { deleteDeviceRecord, readDeviceRecord, sendDeviceAction, sendDeviceName } from '../resources/device-actions.ts'
import type { ActionResult, DeviceRecord } from '../resources/device-actions.ts'
import type { TenantWarrant } from '../tenant-warrant.ts'
import { markDone, markNeedsPerson, markRefused, markSending, markUnconfirmed, settleFailure } from './delivery.ts'
import type { Delivery, IntentOf } from './delivery.ts'
import { mayHaveHappened } from './verdict.ts'

/** An action that was taken shows on the device's record within seconds; after this long without it, nobody can say. */
export const settleMs = 2 * 60_000

/**
 * Retire or wipe: never sent again without having read what became of it. What ended in doubt is only looked for; if
 * Intune does not show it in time a person decides, since a second wipe may meet a device that has a new life.
 */
export async function deliverOnce(delivery: Delivery, one: IntentOf<'retire'> | IntentOf<'wipe'>): Promise<void> {
  const record = await readDeviceRecord(delivery.graph, one.task.recordId, delivery.signal)
  const isDoubtful = one.state !== 'waiting'
  if (record === null && one.attempts > 0) return markDone(delivery, [one], 'recordGone')
  if (refuseStrange(delivery, one, record) || record === null) return
  const result = resultOf(record, one.task.kind)
  if (isUnderWay(result) || isNewer(result, one.before)) return markDone(delivery, [one], 'seenInIntune')
  if (isDoubtful) return keepLooking(delivery, one)
  await send(delivery, one, record, result)
}

/** The name Intune gives the device; harmless to repeat, but not repeated when it is so already. */
export async function deliverName(delivery: Delivery, one: IntentOf<'setName'>): Promise<void> {
  const { recordId, name } = one.task
  const record = await readDeviceRecord(delivery.graph, recordId, delivery.signal)
  if (refuseStrange(delivery, one, record) || record === null) return
  const result = resultOf(record, 'setDeviceName')
  if (record.name === name) return markDone(delivery, [one], 'alreadySo')
  if (one.attempts > 0 && result !== null && isNewer(result, one.before) && result.state !== 'failed') {
    return markDone(delivery, [one], 'seenInIntune')
  }
  delivery.change([one], () => ({ before: result?.startedAt ?? '' }))
  const clientRequestId = markSending(delivery, [one])
  try {
    await sendDeviceName(delivery.graph, recordId, name, { clientRequestId, signal: delivery.signal })
    markDone(delivery, [one])
  } catch (error) {
    settleFailure(delivery, [one], asAppError(error))
  }
}

/** A stale record; the device itself hears nothing. */
export async function deliverDeletion(delivery: Delivery, one: IntentOf<'deleteRecord'>): Promise<void> {
  const { serial } = one
  const { recordId, kind: verb } = one.task
  const record = await readDeviceRecord(delivery.graph, recordId, delivery.signal)
  if (record === null) return markDone(delivery, [one], one.attempts > 0 ? 'seenInIntune' : 'alreadySo')
  if (refuseStrange(delivery, one, record)) return
  const warrant = redeem(delivery, one, { recordId, serial: record.serial, action: null })
  if (warrant === null) return
  markSending(delivery, [one])
  try {
    await deleteDeviceRecord(delivery.graph, { serial, recordId, verb }, warrant, delivery.signal)
    markDone(delivery, [one])
  } catch (error) {
    settleFailure(delivery, [one], asAppError(error))
  }
}

/** A record that is gone, or another device's, is never acted upon. */
function refuseStrange(delivery: Delivery, one: Intent, record: DeviceRecord | null): boolean {
  const { serial } = one
  if (record?.serial === serial) return false
  const error =
    record === null
      ? new AppError('outbox.recordGone', { serial })
      : new AppError('outbox.otherDevice', { serial, found: record.serial })
  markRefused(delivery, [one], error)
  return true
}

async function send(
  delivery: Delivery,
  one: IntentOf<'retire'> | IntentOf<'wipe'>,
  record: DeviceRecord,
  result: ActionResult | null,
): Promise<void> {
  const { graph, signal } = delivery
  const { serial, task } = one
  const { recordId, kind: verb } = task
  const warrant = redeem(delivery, one, { recordId, serial: record.serial, action: result?.state ?? null })
  if (warrant === null) return
  // The mark by which a result that comes of this request is told from an older one; kept over later attempts.
  if (one.before === null) delivery.change([one], () => ({ before: result?.startedAt ?? '' }))
  const clientRequestId = markSending(delivery, [one])
  const body = task.kind === 'wipe' ? { persistEsimDataPlan: task.keepEsimDataPlan } : undefined
  try {
    const call = { clientRequestId, signal, ...(body !== undefined && { body }) }
    await sendDeviceAction(graph, { serial, recordId, verb }, warrant, call)
    markDone(delivery, [one])
  } catch (thrown) {
    const error = asAppError(thrown)
    if (error.code === 'app.cancelled') throw error
    if (mayHaveHappened(error)) return markUnconfirmed(delivery, [one], error)
    delivery.change([one], () => ({ state: 'waiting', lastError: toErrorRecord(error) }))
    settleWaiting(delivery, one, error)
  }
}

/** The guard's last word. Null when it says no: then a person has to agree anew. */
function redeem(delivery: Delivery, one: Intent, seen: Parameters<Delivery['redeem']>[1]): TenantWarrant | null {
  try {
    return delivery.redeem(one, seen)
  } catch (thrown) {
    markNeedsPerson(delivery, [one], asAppError(thrown))
    return null
  }
}

/** It surely did not happen: it may wait and be sent, unless Intune refuses it for good. */
function settleWaiting(delivery: Delivery, one: Intent, error: AppError): void {
  if (error.code === 'graph.badRequest' || error.code === 'graph.notFound') return markRefused(delivery, [one], error)
  throw error
}

function keepLooking(delivery: Delivery, one: Intent): void {
  const { clock } = delivery
  if (one.state === 'sending') markUnconfirmed(delivery, [one], new AppError('graph.outcomeUnknown', targetOf(one)))
  if (clock.now() - (one.sentAt ?? 0) < settleMs) return
  const error = new AppError('outbox.outcomeUnknown', { serial: one.serial, action: one.task.kind })
  markNeedsPerson(delivery, [one], error)
}

function targetOf(one: Intent): { readonly target: string; readonly clientRequestId: string | null } {
  return { target: `POST ${one.task.kind}`, clientRequestId: one.requestId }
}

function resultOf(record: DeviceRecord, name: string): ActionResult | null {
  return record.actions.find((result) => result.name === name) ?? null
}

function isUnderWay(result: ActionResult | null): boolean {
  return result !== null && ['pending', 'active'].includes(result.state)
}

/** An action that began after the mark: ours. Without a mark nothing was sent yet. */
function isNewer(result: ActionResult | null, before: string | null): boolean {
  return result !== null && before !== null && result.startedAt !== before && result.state !== 'none'
}

import { AppError, asAppError } from '../../../src-shared/errors.ts'
import type { Intent } from '../../../src-shared/outbox.ts'
import { isSameProfile } from '../../../src-shared/intune/profile-id.ts'
import { deleteIdentity, findIdentities } from '../resources/apple-identities.ts'
import { importSerials } from '../resources/identity-import.ts'
import { assignSerials } from '../resources/profile-actions.ts'
import type { ProfileWish } from '../resources/enrollment-profiles.ts'
import type { TenantWarrant } from '../tenant-warrant.ts'
import {
  isUntried,
  markDone,
  markNeedsPerson,
  markRefused,
  markSending,
  markUnconfirmed,
  settleFailure,
} from './delivery.ts'
import type { Delivery, IntentOf } from './delivery.ts'

/** Serial numbers, together. Intune's answer says of each row whether it was taken; what may be there already is looked up. */
export async function deliverImports(delivery: Delivery, intents: readonly IntentOf<'importSerial'>[]): Promise<void> {
  const { graph, accountId, signal } = delivery
  const fresh = intents.filter(isUntried)
  if (fresh.length > 0) await delivery.beforeImport(fresh.map((one) => one.serial))
  const there = await identitiesOf(
    delivery,
    intents.filter((one) => !isUntried(one)),
  )
  const known = intents.filter((one) => there.get(one.serial)?.fromAutomatedEnrollment === false)
  markDone(delivery, known, 'seenInIntune')
  const open = intents.filter((one) => !known.includes(one))
  if (open.length === 0) return
  const clientRequestId = markSending(delivery, open)
  const rows = open.map(({ serial, task }) => ({ serial, ...(task.details === null ? {} : { details: task.details }) }))
  try {
    const results = await importSerials(graph, accountId, rows, { overwrite: false, signal, clientRequestId })
    const outcomes = new Map(results.map((result) => [result.serial, result.outcome]))
    for (const one of open) {
      const outcome = outcomes.get(one.serial) ?? 'refused'
      if (outcome === 'imported' || outcome === 'duplicate') markDone(delivery, [one])
      else if (outcome === 'alreadyKnown') markDone(delivery, [one], 'alreadySo')
      else
        markRefused(delivery, [one], new AppError('stage.registrationRefused', { serial: one.serial, reason: outcome }))
    }
  } catch (error) {
    await onFailure(delivery, open, error, deliverImports)
  }
}

/** Assignments to one profile, together; done when Intune shows them. */
export async function deliverAssignments(
  delivery: Delivery,
  intents: readonly IntentOf<'assignProfile'>[],
): Promise<void> {
  const [first] = intents
  if (first === undefined) return
  const wish: ProfileWish = first.task.profile
  const { graph, accountId, signal } = delivery
  const profileId = (await delivery.profile(wish)).id
  const seen = await confirm(
    delivery,
    intents.filter((one) => !isUntried(one)),
    profileId,
    'seenInIntune',
  )
  const open = intents.filter((one) => !seen.has(one.id))
  if (open.length === 0) return
  const clientRequestId = markSending(delivery, open)
  try {
    await assignSerials(
      graph,
      accountId,
      profileId,
      open.map((one) => one.serial),
      { signal, clientRequestId },
    )
  } catch (error) {
    if (asAppError(error).code === 'graph.notFound') delivery.forgetProfile(wish)
    return onFailure(delivery, open, error, deliverAssignments)
  }
  markUnconfirmed(delivery, open, null)
  await confirm(delivery, open, profileId, null)
}

/** Imported serial numbers taken away again. */
export async function deliverRemovals(delivery: Delivery, intents: readonly IntentOf<'removeSerial'>[]): Promise<void> {
  const { graph, accountId, signal } = delivery
  const there = await identitiesOf(delivery, intents)
  for (const one of intents) {
    const identity = there.get(one.serial)
    if (identity === undefined) {
      markDone(delivery, [one], 'alreadySo')
      continue
    }
    let warrant: TenantWarrant
    try {
      warrant = delivery.redeem(one, { recordId: null, serial: one.serial, action: null })
    } catch (error) {
      markNeedsPerson(delivery, [one], asAppError(error))
      continue
    }
    markSending(delivery, [one])
    try {
      await deleteIdentity(graph, accountId, { id: identity.id, serial: one.serial, warrant }, signal)
      markDone(delivery, [one])
    } catch (error) {
      settleFailure(delivery, [one], asAppError(error))
    }
  }
}

/** Reads back who is assigned to the profile, and marks those as done. @returns the ids of these */
async function confirm(
  delivery: Delivery,
  intents: readonly IntentOf<'assignProfile'>[],
  profileId: string,
  note: 'seenInIntune' | null,
): Promise<ReadonlySet<string>> {
  const there = await identitiesOf(delivery, intents)
  const assigned = intents.filter(({ serial }) => {
    const found = there.get(serial)?.profileId ?? null
    return found !== null && isSameProfile(found, profileId)
  })
  markDone(delivery, assigned, note)
  return new Set(assigned.map((one) => one.id))
}

function identitiesOf(delivery: Delivery, intents: readonly Intent[]): ReturnType<typeof findIdentities> {
  const serials = intents.map((one) => one.serial)
  return findIdentities(delivery.graph, delivery.accountId, serials, delivery.signal)
}

/** One serial number that Intune does not like fails all that are sent with it: then each goes alone. */
async function onFailure<T extends Intent>(
  delivery: Delivery,
  intents: readonly T[],
  thrown: unknown,
  deliver: (delivery: Delivery, intents: readonly T[]) => Promise<void>,
): Promise<void> {
  const error = asAppError(thrown)
  const mayBeOne = error.code === 'graph.badRequest' || error.details['status'] === 500
  if (!mayBeOne || intents.length === 1) return settleFailure(delivery, intents, error)
  for (const one of intents) await deliver(delivery, [one])
}

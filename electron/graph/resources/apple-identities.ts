import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import { graphPath, odataText, segment } from '../address.ts'
import { allPages } from '../call.ts'
import type { GraphClient, GraphQuery } from '../call.ts'
import { bareProfileId } from '../../../src-shared/intune/profile-id.ts'
import { normalizeSerial } from '../serial.ts'
import { useTenantWarrant } from '../tenant-warrant.ts'
import type { TenantWarrant } from '../tenant-warrant.ts'
import { parseListBody } from './list-body.ts'
import { anyAnswer, optionalText, optionalTime, wireId } from './wire.ts'

/** Graph's words. A word of tomorrow's reads as unknown. */
export const enrollmentState = z
  .enum(['unknown', 'enrolled', 'pendingReset', 'failed', 'notContacted', 'blocked'])
  .catch('unknown')
export type EnrollmentState = z.infer<typeof enrollmentState>

/** A serial number Intune was told about beforehand. Times are milliseconds since 1970, null for never. */
export type AppleIdentity = {
  readonly id: string
  readonly serial: string
  /** The bare guid of the profile it gets at its next enrollment; null when none is assigned. */
  readonly profileId: string | null
  readonly details: string
  readonly enrollmentState: EnrollmentState
  readonly lastContactedAt: number | null
  readonly createdAt: number | null
  readonly supervised: boolean
  /** From automated enrollment instead of an import: Apple Configurator's profiles cannot be assigned to it. */
  readonly fromAutomatedEnrollment: boolean
}

export const appleIdentity = z
  .object({
    id: wireId,
    // Microsoft's type allows null; one such record must not cost the whole list.
    serialNumber: optionalText,
    requestedEnrollmentProfileId: optionalText,
    description: optionalText,
    enrollmentState,
    lastContactedDateTime: optionalTime,
    createdDateTime: optionalTime,
    isSupervised: z.boolean().nullish(),
    discoverySource: optionalText,
  })
  .transform((identity): AppleIdentity => ({
    id: identity.id,
    serial: normalizeSerial(identity.serialNumber ?? ''),
    profileId: assigned(identity.requestedEnrollmentProfileId),
    details: identity.description ?? '',
    enrollmentState: identity.enrollmentState,
    lastContactedAt: identity.lastContactedDateTime,
    createdAt: identity.createdDateTime,
    supervised: identity.isSupervised ?? false,
    fromAutomatedEnrollment: identity.discoverySource?.toLowerCase() === 'deviceenrollmentprogram',
  }))

/** Null, the empty text and the zero guid all say "none". */
function assigned(profileId: string | null): string | null {
  const bare = bareProfileId(profileId ?? '')
  return bare === '' || /^[0-]+$/.test(bare) ? null : bare
}

export type IdentityFilter = { readonly profileId?: string; readonly signal?: AbortSignal }

/** Page by page, what was imported (not what automated enrollment brought), of one profile or of all. */
export function appleIdentities(
  graph: GraphClient,
  accountId: string,
  filter: IdentityFilter = {},
): AsyncGenerator<readonly AppleIdentity[], void> {
  const { profileId, signal } = filter
  const conditions = [
    `discoverySource eq 'AdminImport'`,
    // Filters want the guid without the token's id in front.
    ...(profileId === undefined ? [] : [`requestedEnrollmentProfileId eq ${odataText(bareProfileId(profileId))}`]),
  ]
  // Microsoft's own pages are about as large; a tenant of 75,000 is then read in 76 answers.
  const query: GraphQuery = { $filter: conditions.join(' and '), $top: 999 }
  return graph.pages(identitiesPath(accountId), { version: 'beta', schema: appleIdentity, query, signal })
}

/** The identity of exactly this serial, or null. */
export async function findIdentity(
  graph: GraphClient,
  accountId: string,
  serial: string,
  signal?: AbortSignal,
): Promise<AppleIdentity | null> {
  const wanted = normalizeSerial(serial)
  const query = { $filter: `serialNumber eq ${odataText(wanted)}` }
  const call = { version: 'beta', schema: appleIdentity, query, signal } as const
  const found = await allPages(graph.pages(identitiesPath(accountId), call))
  return found.find((identity) => identity.serial === wanted) ?? null
}

/** By upper-case serial, one question per serial, 20 to a request: for few serials in a large tenant. */
export async function findIdentities(
  graph: GraphClient,
  accountId: string,
  serials: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, AppleIdentity>> {
  const wanted = [...new Set(serials.map(normalizeSerial))]
  const path = identitiesPath(accountId)
  const items = wanted.map((serial, index) => ({
    id: String(index),
    method: 'GET' as const,
    path: graphPath(path, { $filter: `serialNumber eq ${odataText(serial)}` }),
  }))
  const found = new Map<string, AppleIdentity>()
  if (items.length === 0) return found
  for (const result of await graph.batch('beta', items, signal)) {
    if (result.error) throw result.error
    const serial = wanted[Number(result.id)]
    const exact = parseListBody(appleIdentity, result.body, path).find((identity) => identity.serial === serial)
    if (exact) found.set(exact.serial, exact)
  }
  return found
}

/** How many serial numbers a container holds. */
export function countIdentities(graph: GraphClient, accountId: string, signal?: AbortSignal): Promise<number> {
  // The answer is plain text, and a number is JSON as well.
  const schema = z.number().int().nonnegative()
  return graph.get(`${identitiesPath(accountId)}/$count`, { version: 'beta', schema, signal })
}

/** An imported serial number that is to go, with the guard's word for it. */
export type IdentityRemoval = { readonly id: string; readonly serial: string; readonly warrant: TenantWarrant | null }

/**
 * Deletes many, 20 to a request. One that is gone already is as good as deleted; managed devices stay.
 * @returns the ids that the service did not delete
 * @throws AppError `outbox.noWarrant` before anything is sent, and those of the Graph client
 */
export async function deleteIdentities(
  graph: GraphClient,
  accountId: string,
  removals: readonly IdentityRemoval[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const items = removals.map((removal) => {
    spend(removal)
    const { id } = removal
    return { id, method: 'DELETE' as const, path: `${identitiesPath(accountId)}/${segment(id)}` }
  })
  if (items.length === 0) return new Set()
  const results = await graph.batch('beta', items, signal)
  return new Set(results.filter(({ error }) => error !== null && error.code !== 'graph.notFound').map(({ id }) => id))
}

function spend({ serial, warrant }: IdentityRemoval): void {
  useTenantWarrant(warrant, { serial, recordId: null, verb: 'removeSerial' })
}

/** One that is gone already is as good as deleted. The managed device, if any, stays. @throws AppError as `deleteIdentities` */
export async function deleteIdentity(
  graph: GraphClient,
  accountId: string,
  removal: IdentityRemoval,
  signal?: AbortSignal,
): Promise<void> {
  spend(removal)
  try {
    const path = `${identitiesPath(accountId)}/${segment(removal.id)}`
    await graph.delete(path, { version: 'beta', schema: anyAnswer, signal })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'graph.notFound')) throw error
  }
}

export function identitiesPath(accountId: string): string {
  return `/deviceManagement/depOnboardingSettings/${segment(accountId)}/importedAppleDeviceIdentities`
}

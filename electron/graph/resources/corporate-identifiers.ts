import * as z from 'zod'
import type { CorporateIdentifier } from '../../../src-shared/intune/corporate-identifier.ts'
import { segment } from '../address.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { optionalText, optionalTime, wireId } from './wire.ts'

const path = '/deviceManagement/importedDeviceIdentities'

export const corporateIdentifierWire = z.object({
  id: wireId,
  importedDeviceIdentifier: optionalText,
  importedDeviceIdentityType: optionalText,
  description: optionalText,
  enrollmentState: optionalText,
  lastContactedDateTime: optionalTime,
})
const identifier = corporateIdentifierWire.transform((one): CorporateIdentifier => ({
  id: one.id,
  identifier: one.importedDeviceIdentifier ?? '',
  kind: one.importedDeviceIdentityType ?? 'unknown',
  details: one.description ?? '',
  state: one.enrollmentState ?? 'unknown',
  lastContactedAt: one.lastContactedDateTime,
}))

export function listIdentifiers(graph: GraphClient, signal?: AbortSignal): Promise<readonly CorporateIdentifier[]> {
  return allPages(graph.pages(path, { version: 'beta', schema: identifier, query: { $top: 999 }, signal }))
}

export type IdentifierWish = {
  readonly identifier: string
  readonly kind: 'imei' | 'serialNumber'
  readonly details: string | null
}

const importAnswer = z.object({
  value: z.array(z.object({ importedDeviceIdentifier: z.string(), status: z.boolean() })),
})
const importChunk = 500

/**
 * Tells Intune; a bad row makes it refuse the whole request, so check them before.
 * @returns by identifier, whether the service took it
 */
export async function importIdentifiers(
  graph: GraphClient,
  wishes: readonly IdentifierWish[],
  overwrite: boolean,
): Promise<ReadonlyMap<string, boolean>> {
  const taken = new Map<string, boolean>()
  for (let at = 0; at < wishes.length; at += importChunk) {
    const body = {
      importedDeviceIdentities: wishes.slice(at, at + importChunk).map(wireRow),
      overwriteImportedDeviceIdentities: overwrite,
    }
    const call = { version: 'beta', schema: importAnswer, body, idempotent: true } as const
    const { value } = await graph.post(`${path}/importDeviceIdentityList`, call)
    for (const { importedDeviceIdentifier, status } of value) taken.set(importedDeviceIdentifier.toUpperCase(), status)
  }
  return taken
}

function wireRow({ identifier: text, kind, details }: IdentifierWish): object {
  return {
    '@odata.type': '#microsoft.graph.importedDeviceIdentity',
    importedDeviceIdentifier: text,
    importedDeviceIdentityType: kind,
    platform: 'ios',
    ...(details === null ? {} : { description: details }),
  }
}

/** @returns the ids that the service did not delete; what is gone already is as good as deleted */
export async function deleteIdentifiers(graph: GraphClient, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const items = ids.map((id) => ({ id, method: 'DELETE' as const, path: `${path}/${segment(id)}` }))
  const results = await graph.batch('beta', items)
  return new Set(results.filter(({ error }) => error !== null && error.code !== 'graph.notFound').map(({ id }) => id))
}

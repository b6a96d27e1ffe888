import * as z from 'zod'
import type { CustomProfile, CustomTarget } from '../../../src-shared/intune/custom-profile.ts'
import { segment } from '../address.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { anyAnswer, optionalText, optionalTime, wireId } from './wire.ts'

const path = '/deviceManagement/deviceConfigurations'
/** A profile of Apple's, sent to devices as it is. */
const customType = '#microsoft.graph.iosCustomConfiguration'

/** With the file itself, which windows do not see. */
export type CustomConfiguration = Omit<CustomProfile, 'targets'> & { readonly payload: Buffer | null }

export const customConfigurationWire = z.object({
  '@odata.type': optionalText,
  id: wireId,
  displayName: optionalText,
  description: optionalText,
  payloadName: optionalText,
  payloadFileName: optionalText,
  payload: optionalText,
  version: z.number().int().nullish(),
  lastModifiedDateTime: optionalTime,
})
const configuration = customConfigurationWire.transform((found): CustomConfiguration | null =>
  found['@odata.type']?.toLowerCase() === customType.toLowerCase() ? shown(found) : null,
)
/** An answer about one of a known type may leave the type out. */
const one = customConfigurationWire.transform(shown)

function shown(found: z.infer<typeof customConfigurationWire>): CustomConfiguration {
  return {
    id: found.id,
    displayName: found.displayName ?? '',
    description: found.description ?? '',
    payloadName: found.payloadName ?? '',
    fileName: found.payloadFileName ?? '',
    version: found.version ?? 1,
    changedAt: found.lastModifiedDateTime,
    payload: found.payload === null ? null : Buffer.from(found.payload, 'base64'),
  }
}

/** Custom profiles for iPhone and iPad, out of all configurations of the tenant. */
export async function listCustomConfigurations(graph: GraphClient): Promise<readonly CustomConfiguration[]> {
  const all = await allPages(graph.pages(path, { version: 'v1.0', schema: configuration }))
  return all.filter((found) => found !== null)
}

export type CustomWish = {
  readonly displayName: string
  readonly description: string
  readonly payloadName: string
  readonly fileName: string
  readonly payload: Uint8Array
}

/** @throws AppError 'graph.outcomeUnknown' when the answer was lost: it may exist now */
export function createCustomConfiguration(graph: GraphClient, wish: CustomWish): Promise<CustomConfiguration> {
  return graph.post(path, { version: 'v1.0', schema: one, body: bodyOf(wish) })
}

export async function updateCustomConfiguration(
  graph: GraphClient,
  id: string,
  wish: CustomWish,
): Promise<CustomConfiguration> {
  await graph.patch(pathOf(id), { version: 'v1.0', schema: anyAnswer, body: bodyOf(wish) })
  return graph.get(pathOf(id), { version: 'v1.0', schema: one })
}

export async function deleteCustomConfiguration(graph: GraphClient, id: string): Promise<void> {
  await graph.delete(pathOf(id), { version: 'v1.0', schema: anyAnswer })
}

function bodyOf({ displayName, description, payloadName, fileName, payload }: CustomWish): object {
  return {
    '@odata.type': customType,
    displayName,
    description,
    payloadName,
    payloadFileName: fileName,
    payload: Buffer.from(payload).toString('base64'),
  }
}

export const assignmentWire = z.object({
  id: wireId,
  target: z.object({ '@odata.type': z.string(), groupId: optionalText }),
})
/** Kinds of targets that are not known here are left out: an edit must not be offered for them. */
const assignment = assignmentWire.transform(({ target }): CustomTarget | null => {
  const id = z.uuid().safeParse(target.groupId).data
  switch (target['@odata.type'].replace('#microsoft.graph.', '')) {
    case 'allDevicesAssignmentTarget':
      return { kind: 'allDevices' }
    case 'allLicensedUsersAssignmentTarget':
      return { kind: 'allUsers' }
    case 'groupAssignmentTarget':
      return id === undefined ? null : { kind: 'group', id, exclude: false }
    case 'exclusionGroupAssignmentTarget':
      return id === undefined ? null : { kind: 'group', id, exclude: true }
    default:
      return null
  }
})

export async function readTargets(graph: GraphClient, id: string): Promise<readonly CustomTarget[]> {
  const all = await allPages(graph.pages(`${pathOf(id)}/assignments`, { version: 'v1.0', schema: assignment }))
  return all.filter((target) => target !== null)
}

/** Replaces all targets; harmless to repeat. */
export async function assignTargets(graph: GraphClient, id: string, targets: readonly CustomTarget[]): Promise<void> {
  const body = { assignments: targets.map((target) => ({ target: wireTarget(target) })) }
  await graph.post(`${pathOf(id)}/assign`, { version: 'v1.0', schema: anyAnswer, body, idempotent: true })
}

function wireTarget(target: CustomTarget): object {
  const typed = (name: string): object => ({ '@odata.type': `#microsoft.graph.${name}` })
  if (target.kind === 'allDevices') return typed('allDevicesAssignmentTarget')
  if (target.kind === 'allUsers') return typed('allLicensedUsersAssignmentTarget')
  return { ...typed(target.exclude ? 'exclusionGroupAssignmentTarget' : 'groupAssignmentTarget'), groupId: target.id }
}

function pathOf(id: string): string {
  return `${path}/${segment(id)}`
}

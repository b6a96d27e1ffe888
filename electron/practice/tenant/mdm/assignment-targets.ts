import { groupsAround } from '../directory/groups.ts'
import type { Directory } from '../directory/groups.ts'

/** A target as Graph was given it. */
export type Target = { readonly '@odata.type': string; readonly groupId?: string | undefined }

/** A device that enrolled, and the licensed person it belongs to. */
export type Recipient = {
  readonly deviceObjectId: string | null
  readonly userObjectId: string | null
}

/**
 * Whether targets reach a device. Microsoft: an exclusion is stronger than an inclusion of its own kind; people and
 * devices are not told against each other, so that a group of devices is not taken out of what is meant for people, nor
 * a group of people out of what is meant for devices.
 */
export function reaches(targets: readonly Target[], recipient: Recipient, directory: Directory): boolean {
  const groupsOf = (id: string | null): ReadonlySet<string> => (id === null ? new Set() : groupsAround(directory, id))
  const asDevice = isMeant(targets, groupsOf(recipient.deviceObjectId), 'allDevices')
  const asUser =
    recipient.userObjectId !== null && isMeant(targets, groupsOf(recipient.userObjectId), 'allLicensedUsers')
  return asDevice || asUser
}

function isMeant(
  targets: readonly Target[],
  groups: ReadonlySet<string>,
  everybody: 'allDevices' | 'allLicensedUsers',
): boolean {
  const names = (kind: string): boolean =>
    targets.some((target) => kindOf(target) === kind && groups.has((target.groupId ?? '').toLowerCase()))
  if (names('exclusionGroup')) return false
  return names('group') || targets.some((target) => kindOf(target) === everybody)
}

function kindOf(target: Target): string {
  return target['@odata.type'].replace(/^#?microsoft\.graph\./, '').replace(/AssignmentTarget$/, '')
}

import type { Directory } from '../directory/groups.ts'
import { isoTime } from '../clock.ts'
import type { Group } from '../store/directory-tables.ts'
import type { GraphCall } from './call.ts'
import { GraphFailure } from './failure.ts'
import type { Entity } from './filter.ts'

export type Person = {
  readonly id: string
  readonly upn: string
  readonly display_name: string
}

export function groupEntity(group: Group): Entity {
  return {
    id: group.id,
    createdDateTime: isoTime(group.created_at),
    description: group.description,
    displayName: group.name,
    groupTypes: group.rule === null ? [] : ['DynamicMembership'],
    isAssignableToRole: null,
    mailEnabled: false,
    mailNickname: group.mail_nickname,
    membershipRule: group.rule,
    membershipRuleProcessingState: group.rule === null ? null : 'On',
    securityEnabled: true,
    visibility: null,
  }
}

export function personEntity({ id, upn, display_name: displayName }: Person): Entity {
  return { id, accountEnabled: true, displayName, mail: upn, userPrincipalName: upn }
}

/** Whatever has this object id, with its type, as lists of members show it; null for nobody's id. */
export async function directoryObject(call: GraphCall, directory: Directory, id: string): Promise<Entity | null> {
  const group = directory.groups.find((one) => one.id === id)
  if (group !== undefined) return { '@odata.type': '#microsoft.graph.group', ...groupEntity(group) }
  const device = directory.devices.find((one) => one.id === id)
  if (device !== undefined) return { '@odata.type': '#microsoft.graph.device', ...device.entity }
  const person = await call.tenant.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
  return person === undefined ? null : { '@odata.type': '#microsoft.graph.user', ...personEntity(person) }
}

/** The directory has codes of its own, and plain messages. */
export function directoryNotFound(id: string): GraphFailure {
  const what = `Resource '${id.slice(0, 80)}' does not exist or one of its queried reference-property objects are not present.`
  return new GraphFailure(404, 'Request_ResourceNotFound', what)
}

export function directoryRefusal(message: string): GraphFailure {
  return new GraphFailure(400, 'Request_BadRequest', message)
}

/** The object id at the end of a reference: the absolute address of an object of this very service. */
export function referencedId(call: GraphCall, reference: unknown): string {
  const text = typeof reference === 'string' ? reference : ''
  const id = /\/(?:directoryObjects|users|devices|groups)(?:\/|\(')([0-9a-f-]{36})(?:'\))?$/i.exec(text)?.[1]
  // Programs written for the real service name it by its own address.
  const here = ['https://graph.microsoft.com', new URL(call.selfUrl).origin]
  if (id === undefined || !here.includes(URL.parse(text)?.origin ?? ''))
    throw directoryRefusal('Invalid URL format specified in the @odata.id of the reference.')
  return id.toLowerCase()
}

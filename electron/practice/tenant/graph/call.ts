import type { Tenant } from '../tenant.ts'
import type { GraphVersion } from './path.ts'
import type { ODataQuery } from './query.ts'
import type { RequestIds } from './failure.ts'

/** Who calls: what the bearer token stands for. */
export type Caller = {
  readonly kind: 'delegated' | 'app'
  readonly scopes: readonly string[]
  readonly upn: string | null
  /** What the person may do in Intune, where somebody in particular signed in; without it everything. */
  readonly rights?: 'none' | 'read' | 'write'
}

/** One request to one route: everything a handler needs, nothing of the web server. */
export type GraphCall = RequestIds & {
  readonly tenant: Tenant
  readonly method: string
  readonly version: GraphVersion
  /** Keys and function arguments by name. */
  readonly params: Readonly<Record<string, string>>
  readonly query: ODataQuery
  readonly search: URLSearchParams
  /** Of the request, or of its part of a batch; names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly caller: Caller
  readonly selfUrl: string
  readonly contextUrl: string
  readonly cursorKey: Uint8Array
}

export type GraphReply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON values are serialized by the server; text goes out as it is; null is an empty body. */
  readonly body: object | string | null
}

export function jsonReply(status: number, body: object): GraphReply {
  return { status, headers: {}, body }
}

export const noContent: GraphReply = { status: 204, headers: {}, body: null }

export type GraphRoute = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** `a/:key/b`, without the version. */
  readonly path: string
  /** On v1.0 a beta route answers 400, so that a client cannot use the wrong version unnoticed. */
  readonly beta: boolean
  /** Any one of them will do; empty: every signed-in caller. */
  readonly scopes: readonly string[]
  /** Which of Intune's throttling families it counts against. */
  readonly family: 'enrollment' | 'devices' | 'other'
  readonly handle: (call: GraphCall) => Promise<GraphReply>
}

const service = 'DeviceManagementServiceConfig'
const devices = 'DeviceManagementManagedDevices'

/** Permission names; writing implies reading. */
export const scopes = {
  read: [`${service}.Read.All`, `${service}.ReadWrite.All`],
  write: [`${service}.ReadWrite.All`],
  readDevices: [`${devices}.Read.All`, `${devices}.ReadWrite.All`],
  writeDevices: [`${devices}.ReadWrite.All`],
  actOnDevices: [`${devices}.PrivilegedOperations.All`],
  readAudit: [
    'DeviceManagementApps.Read.All',
    'DeviceManagementApps.ReadWrite.All',
    `${service}.Read.All`,
    `${service}.ReadWrite.All`,
  ],
  writePolicies: ['DeviceManagementConfiguration.ReadWrite.All'],
  readPolicies: ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'],
  readGroups: ['Group.Read.All', 'Group.ReadWrite.All', 'GroupMember.Read.All', 'Directory.Read.All'],
  writeGroups: ['Group.ReadWrite.All'],
  readUsers: ['User.Read.All', 'Directory.Read.All'],
  readDirectoryDevices: ['Device.Read.All', 'Directory.Read.All'],
} as const

const directoryNames: readonly string[] = ['readGroups', 'writeGroups', 'readUsers', 'readDirectoryDevices']

/** Everything Intune's own routes ask for. */
export const intuneScopes: readonly string[] = [
  ...new Set(
    Object.entries(scopes)
      .filter(([name]) => !directoryNames.includes(name))
      .flatMap(([, names]) => names),
  ),
]

export const allScopes: readonly string[] = [...new Set(Object.values(scopes).flat())]

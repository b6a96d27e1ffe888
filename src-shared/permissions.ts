/** What Slipway asks Microsoft Graph for, and what for. */
export type Permission = {
  readonly name: string
  /** Microsoft: permissions reference; what an app registration names them by. */
  readonly delegatedId: string
  readonly applicationId: string
  /** `needed`: without it nothing works; `optional`: one feature is missing without it. */
  readonly need: 'needed' | 'optional'
  /** Key below `account:purpose`. */
  readonly purpose: 'stage' | 'follow' | 'act' | 'change' | 'policies'
}

const service = 'DeviceManagementServiceConfig'
const devices = 'DeviceManagementManagedDevices'

export const permissions: readonly Permission[] = [
  {
    name: `${service}.ReadWrite.All`,
    delegatedId: '662ed50a-ac44-4eef-ad86-62eed9be2a29',
    applicationId: '5ac13192-7ace-4fcf-b828-1a26f28068ee',
    need: 'needed',
    purpose: 'stage',
  },
  {
    name: `${devices}.Read.All`,
    delegatedId: '314874da-47d6-4978-88dc-cf0d37f0bb82',
    applicationId: '2f51be20-0bb4-4fed-bf7b-db946066c75e',
    need: 'needed',
    purpose: 'follow',
  },
  {
    name: `${devices}.PrivilegedOperations.All`,
    delegatedId: '3404d2bf-2b13-457e-a330-c24615765193',
    applicationId: '5b07b0dd-2377-4e44-a38d-703f09a0dc3c',
    need: 'optional',
    purpose: 'act',
  },
  {
    name: `${devices}.ReadWrite.All`,
    delegatedId: '44642bfe-8385-4adc-8fc6-fe3cb2c375c3',
    applicationId: '243333ab-4d21-40cb-a475-36241daa0842',
    need: 'optional',
    purpose: 'change',
  },
  {
    name: 'DeviceManagementConfiguration.ReadWrite.All',
    delegatedId: '0883f392-0a7a-443d-8c76-16a6d39c7b63',
    applicationId: '9241abd9-d0e6-425a-bd4f-47ba86e767a4',
    need: 'optional',
    purpose: 'policies',
  },
]

/** Application id of Microsoft Graph, the same in every tenant and cloud. */
export const graphAppId = '00000003-0000-0000-c000-000000000000'

/** Writing implies reading, as Microsoft has it. */
export function covers(granted: readonly string[], permission: string): boolean {
  const held = new Set(granted.map((scope) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase()))
  const name = permission.toLowerCase()
  return held.has(name) || held.has(name.replace(/\.read\.all$/, '.readwrite.all'))
}

import { allScopes } from '../tenant/graph/call.ts'
import { EntraError } from './entra-error.ts'

const openId = ['openid', 'profile', 'email', 'offline_access']
export const graphResource = 'https://graph.microsoft.com'
/** Microsoft Graph's own application id; a resource may be named by it. */
export const graphAppId = '00000003-0000-0000-c000-000000000000'

/** Permissions of Graph beyond what the practice tenant's routes ask for. */
const otherPermissions = [
  'User.Read',
  'Organization.Read.All',
  'DeviceManagementRBAC.Read.All',
  'DeviceManagementRBAC.ReadWrite.All',
]

export type ScopeRequest = {
  readonly openId: readonly string[]
  /** Delegated permissions of Graph by their bare names. */
  readonly permissions: readonly string[]
  /** `resource/.default`: whatever was registered. */
  readonly everything: boolean
}

/**
 * Reads a `scope` parameter. Permissions without a resource in front are Graph's.
 * @param graphUrl the practice Graph's own address, which counts as a name of Graph
 * @throws EntraError 70011 for an unknown permission, 500011 for an unknown resource
 */
export function readScopes(text: string, graphUrl: string): ScopeRequest {
  const names = [...new Set(text.split(' ').filter((name) => name !== ''))]
  const permissions = new Set<string>()
  let everything = false
  for (const name of names) {
    if (openId.includes(name)) continue
    const bare = bareName(name, graphUrl)
    if (bare === '.default') everything = true
    else if (allScopes.includes(bare) || otherPermissions.includes(bare)) permissions.add(bare)
    else throw invalidScope(name)
  }
  if (everything && permissions.size > 0) throw invalidScope(text)
  return { openId: names.filter((name) => openId.includes(name)), permissions: [...permissions], everything }
}

function bareName(name: string, graphUrl: string): string {
  const slash = name.lastIndexOf('/')
  if (slash < 0) return name
  const resource = name.slice(0, slash).replace(/\/$/, '')
  if ([graphResource, graphAppId, graphUrl].includes(resource)) return name.slice(slash + 1)
  const why = 'was not found in the tenant. This can happen if it has not been installed by its administrator.'
  throw new EntraError('invalid_resource', 500011, `The resource principal named ${resource} ${why}`)
}

function invalidScope(name: string): EntraError {
  const value = `The scope '${name.slice(0, 200)}' is not valid.`
  return new EntraError(
    'invalid_scope',
    70011,
    `The provided value for the input parameter 'scope' is not valid. ${value}`,
  )
}

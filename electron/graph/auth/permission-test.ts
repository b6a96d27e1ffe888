import * as z from 'zod'
import type { AccountTest, PermissionState } from '../../../src-shared/account-contract.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { covers, permissions } from '../../../src-shared/permissions.ts'
import type { GraphClient, GraphVersion } from '../call.ts'
import { readTenant } from '../resources/organization.ts'
import type { MicrosoftAccount } from './microsoft-account.ts'
import { consentUrlOf } from './msal-configuration.ts'

/** A small reading call, and the permission it shows to be there. */
type Probe = { readonly version: GraphVersion; readonly path: string; readonly shows: string }

const probes: readonly Probe[] = [
  {
    version: 'beta',
    path: '/deviceManagement/depOnboardingSettings',
    shows: 'DeviceManagementServiceConfig.Read.All',
  },
  {
    version: 'v1.0',
    path: '/deviceManagement/managedDevices',
    shows: 'DeviceManagementManagedDevices.Read.All',
  },
]

type ProbeOutcome = {
  readonly shows: string
  readonly outcome: 'allowed' | 'noPermission' | 'noRole'
  readonly words: string
}

/**
 * What the account may do: scopes as the sign-in service granted them, never as read out of a token; and the person's
 * role by small reading calls. What only a writing call would show stays "unknown".
 * @throws AppError 'signIn.…', 'graph.…', 'http.…' when nobody is signed in or nobody answers
 */
export async function testAccount(account: MicrosoftAccount, graph: GraphClient): Promise<AccountTest> {
  const { place } = account
  if (place === null) throw new AppError('signIn.notSetUp')
  const granted = await account.grantedScopes()
  const outcomes: ProbeOutcome[] = []
  for (const probe of probes) outcomes.push(await runProbe(graph, probe))
  const tenant = await readTenant(graph).catch(() => null)
  const found = permissions.map(({ name, need, purpose }) => ({
    name,
    need,
    purpose,
    state: stateOf(name, granted, outcomes),
  }))
  const role = roleOf(outcomes)
  return {
    tenantName: tenant?.displayName ?? null,
    permissions: found,
    role,
    refusal: outcomes.find(({ outcome }) => outcome !== 'allowed')?.words ?? null,
    consentUrl: consentUrlOf(place),
    ok: role !== 'missing' && found.every(({ need, state }) => need === 'optional' || state !== 'missing'),
  }
}

async function runProbe(graph: GraphClient, { version, path, shows }: Probe): Promise<ProbeOutcome> {
  try {
    await graph.get(path, { version, query: { $top: '1' }, schema: z.unknown() })
    return { shows, outcome: 'allowed', words: '' }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const words = String(error.details['message'] ?? error.message)
    if (error.code === 'graph.permissionMissing') return { shows, outcome: 'noPermission', words }
    if (error.code === 'graph.forbidden') return { shows, outcome: 'noRole', words }
    throw error
  }
}

function stateOf(name: string, granted: readonly string[] | null, outcomes: readonly ProbeOutcome[]): PermissionState {
  if (granted !== null) return covers(granted, name) ? 'granted' : 'missing'
  const area = name.split('.')[0] ?? ''
  const probed = outcomes.find(({ shows }) => shows.startsWith(`${area}.`))
  if (probed?.outcome === 'noPermission') return 'missing'
  return probed?.outcome === 'allowed' && probed.shows === name ? 'granted' : 'unknown'
}

/** A refusal that names no permission is the person's: no role, or the tenant has no license. */
function roleOf(outcomes: readonly ProbeOutcome[]): PermissionState {
  if (outcomes.some(({ outcome }) => outcome === 'noRole')) return 'missing'
  return outcomes.some(({ outcome }) => outcome === 'allowed') ? 'granted' : 'unknown'
}

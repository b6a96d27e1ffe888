import type { AppOptions } from '../app-options.ts'
import { redeemSerialRemovals } from '../engine/guard-tenant.ts'
import { authorityOf } from '../graph/auth/msal-configuration.ts'
import { clouds } from '../graph/auth/clouds.ts'
import { ConfiguratorProfiles } from '../graph/intune/configurator-profiles.ts'
import { CustomProfiles } from '../graph/intune/custom-profiles.ts'
import { ImportedSerials } from '../graph/intune/imported-serials.ts'
import { PushDesk } from '../graph/intune/push-desk.ts'
import { checkSignIn } from '../graph/intune/sign-in-check.ts'
import { TenantDevices } from '../graph/intune/tenant-devices.ts'
import { TenantIdentifiers } from '../graph/intune/tenant-identifiers.ts'
import { checkCustomProfile } from '../handlers/intune-files.ts'
import type { IntuneServices } from '../handlers/intune-handlers.ts'
import type { Clock } from '../lib/clock.ts'
import { httpRequest } from '../lib/http.ts'
import { vaultFolders } from '../profiles/vault-folders.ts'
import type { WorldCheck } from '../start/world-check.ts'
import type { DataDirectory } from '../store/data-directory.ts'
import type { Intune } from './intune.ts'
import type { Records } from './records.ts'

export type TenantDeskParts = {
  readonly intune: Intune
  readonly world: WorldCheck
  readonly directory: DataDirectory
  readonly records: Records
  readonly clock: Clock
}

/** What an administrator does in Intune by hand, beside runs. */
export function tenantDesks(
  { additionalCaPems, mode, signIn, operator = null }: AppOptions,
  { intune, world, directory, records, clock }: TenantDeskParts,
): IntuneServices {
  const { graph, desk, account } = intune
  const vault = vaultFolders((name) => directory.file(name), { ...records.organization, chainPems: [] })
  const accountId = async (): Promise<string> => {
    world.assertTenant((await desk.tenant()).practiceWorld)
    return desk.accountId()
  }
  const profiles = new ConfiguratorProfiles({ graph, accountId, onChange: () => desk.forgetProfiles() })
  const redeem = (serials: readonly string[], typedCount: number) =>
    redeemSerialRemovals(records.guard, serials, { operator, typedCount }, clock.now())
  const check = async (name: string) => checkCustomProfile(await vault.profile(name))
  return {
    graph,
    profiles,
    serials: new ImportedSerials({ graph, accountId, profiles, redeem }),
    devices: new TenantDevices(graph),
    identifiers: new TenantIdentifiers(graph),
    push: new PushDesk(graph),
    custom: new CustomProfiles({ graph, check }),
    checkSignIn: () => {
      const { place } = account
      const authority = place === null ? (signIn?.authority ?? null) : authorityOf(place)
      // A practice tenant's domains are made up: nobody outside is to hear of them.
      const told = mode === 'real' || (place?.authority ?? signIn?.authority ?? null) !== null
      const address = told ? (authority ?? `https://${clouds.global.loginHost}`) : null
      const loginUrl = address === null ? null : new URL(address).origin
      return checkSignIn({ graph, loginUrl, http: httpRequest, additionalCaPems })
    },
  }
}

import { expect, expectTypeOf, it } from 'vitest'
import type { enterRecovery } from '../../electron/apple/recovery.ts'
import type { EraseWarrant } from '../../electron/apple/services/erase-warrant.ts'
import type { eraseDevice, removeProfile } from '../../electron/apple/services/mcinstall.ts'
import type { RecoveryWarrant } from '../../electron/apple/services/recovery-warrant.ts'
import type { RemovalWarrant } from '../../electron/apple/services/removal-warrant.ts'
import type { ConfiguratorWarrant } from '../../electron/configurator/configurator-warrant.ts'
import type { erase } from '../../electron/configurator/verbs/erase.ts'
import type { prepareAutomated, prepareManually } from '../../electron/configurator/verbs/prepare.ts'
import type { removeProfile as removeByConfigurator } from '../../electron/configurator/verbs/profiles.ts'
import type { restore, revive } from '../../electron/configurator/verbs/restore.ts'
import type { deleteIdentities, deleteIdentity } from '../../electron/graph/resources/apple-identities.ts'
import type { deleteDeviceRecord, sendDeviceAction } from '../../electron/graph/resources/device-actions.ts'
import type { TenantWarrant } from '../../electron/graph/tenant-warrant.ts'

/** True when a call without a warrant of that kind does not compile. */
type Demands<F, Warrant> = F extends (...args: infer Args) => unknown ? Names<Args, Warrant> : false
type Names<Args extends readonly unknown[], Warrant> = Args extends readonly [infer First, ...infer Rest]
  ? Holds<First, Warrant> extends true
    ? true
    : Names<Rest, Warrant>
  : false
/** The argument is the warrant, or is made of things that each name one. */
type Holds<Value, Warrant> = [Value] extends [Warrant]
  ? true
  : [Value] extends [readonly { readonly warrant: Warrant | null }[]]
    ? true
    : [Value] extends [{ readonly warrant: Warrant | null }]
      ? true
      : false

/** Every verb that destroys something, with the warrant it demands. A null in place of one is refused when it is spent. */
type Guarded = {
  readonly 'erase by cable': Demands<typeof eraseDevice, EraseWarrant>
  readonly 'enter recovery': Demands<typeof enterRecovery, RecoveryWarrant>
  readonly 'remove a profile by cable': Demands<typeof removeProfile, RemovalWarrant>
  readonly 'cfgutil erase': Demands<typeof erase, ConfiguratorWarrant>
  readonly 'cfgutil restore': Demands<typeof restore, ConfiguratorWarrant>
  readonly 'cfgutil revive': Demands<typeof revive, ConfiguratorWarrant>
  readonly 'cfgutil prepare, automated': Demands<typeof prepareAutomated, ConfiguratorWarrant>
  readonly 'cfgutil prepare, by hand': Demands<typeof prepareManually, ConfiguratorWarrant>
  readonly 'cfgutil remove-profile': Demands<typeof removeByConfigurator, ConfiguratorWarrant>
  /** Graph has Intune send MDM's EraseDevice with a wipe. */
  readonly 'retire and wipe': Demands<typeof sendDeviceAction, TenantWarrant>
  readonly 'delete a record': Demands<typeof deleteDeviceRecord, TenantWarrant>
  readonly 'delete a serial number': Demands<typeof deleteIdentity, TenantWarrant>
  readonly 'delete serial numbers': Demands<typeof deleteIdentities, TenantWarrant>
}

it('no verb that destroys something can be called without the guard’s warrant: this file would not compile', () => {
  expectTypeOf<Guarded[keyof Guarded]>().toEqualTypeOf<true>()
  expectTypeOf<Demands<(udid: string) => void, EraseWarrant>>().toEqualTypeOf<false>()
  // What compiles without one is made up, and refused: each kind of warrant has its own test of that.
  expect.assertions(0)
})

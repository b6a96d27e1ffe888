import type { BackendFacts } from '../../src-shared/capabilities.ts'
import type { MissingItem, SerialFacts } from '../../src-shared/plan.ts'
import type { RecordFacts } from '../../src-shared/returns.ts'

/** What the tenant and the bench can say before a device is touched. */
export type BenchFacts = {
  /** False when Intune has no APNs certificate, or one that has lapsed: it would refuse every enrollment. */
  readonly apnsReady: boolean
  /** The enrollment service names a profile to be trusted first (`trust_profile_url`). */
  readonly trustProfileNamed: boolean
  /** The private key is here, too. */
  readonly supervisionIdentity: boolean
  readonly eraseConsent: boolean
  /** A dry run may plan with what is not known yet: before pairing a device does not say whether it is configured. */
  readonly dryRun: boolean
  /** By serial number, as the device tells it. */
  readonly serials: ReadonlyMap<string, SerialFacts>
  /** The organization of this station. */
  readonly organizationName: string
  readonly missing: readonly MissingItem[]
  /** Serial numbers whose inventory number is known. */
  readonly assets: ReadonlySet<string>
  /** Whether devices get the internet over the cable. */
  readonly tethered: boolean
  /** Whether an ADE token of the tenant is still good; null when there is none, or nobody asked. */
  readonly programTokenGood: boolean | null
  /** Which backends can be used here. */
  readonly backends: BackendFacts
  /** What Intune has of devices that come back, by serial number; absent, or without one, when it did not say. */
  readonly records?: ReadonlyMap<string, RecordFacts>
}

import type { TenantSettings } from '../src-shared/account.ts'
import type { WifiSettings } from '../src-shared/blueprint.ts'
import type { Language } from '../src-shared/i18n/languages.ts'
import type { Journal } from './engine/ports.ts'
import type { StationLimits } from './engine/scheduler.ts'
import type { Clock } from './lib/clock.ts'
import type { Logger } from './lib/logger.ts'
import type { Mode } from './store/data-directory.ts'
import type { BusSource } from './usb/bus.ts'

/** What a host decides before the app is put together. */
export type AppOptions = {
  readonly dataDir: string
  readonly mode: Mode
  readonly version: string
  readonly language: Language
  /** Where usbmuxd listens, in any of the forms its clients take; null for the environment's or the system's own. */
  readonly muxAddress: string | null
  readonly graph: {
    /** Microsoft Graph, or what speaks like it, without the version segment; null: the one of the tenant's cloud. */
    readonly baseUrl: string | null
    /** A token from elsewhere; null leaves Graph to whoever signs in. */
    readonly getToken: (() => Promise<string>) | null
    /** True: only while nobody signed in. */
    readonly standIn?: boolean
  }
  readonly signIn?: {
    /** The sign-in service, tenant included, where it is not Microsoft's own. */
    readonly authority: string | null
    /** The tenant while nobody set one up. */
    readonly tenant: TenantSettings | null
  }
  /** Opens a page in this computer's browser; false when that cannot be done. */
  readonly openUrl?: (url: string) => Promise<boolean>
  /** Apple's activation service, or what speaks like it. */
  readonly activationUrl: string
  /** What stands for Apple Business Manager; absent or null: Apple's own, and in practice none. */
  readonly appleBusinessUrl?: string | null
  /** Trusted beside the system's roots, by Graph and activation alike: a company's CA. */
  readonly additionalCaPems: readonly string[]
  /** Opens the stored secrets; null uses a key file in the data directory. */
  readonly passphrase: string | null
  readonly organizationName: string
  /** Who works at this Slipway, for the ledger; nobody known by default. */
  readonly operator?: string | null
  /** The bench's network for a new data directory's blueprints, its password into the secret store. */
  readonly wifi: { readonly settings: WifiSettings; readonly password: string } | null
  /** How many devices work at once, in all and behind each USB controller, and the gap between their starts. */
  readonly limits?: Partial<StationLimits>
  /** How long a device that took an erase may still answer as if nothing were; where practice is faster, less than real ones do. */
  readonly leavingMs?: number
  /** The USB bus; by default this computer's own, and none in practice, whose devices are on no bus. */
  readonly bus?: BusSource
  /** Another cfgutil than Apple Configurator's, by its path; the only one that a practice world takes. */
  readonly cfgutil?: string | null
  /** The system's, but for tests that cannot wait as long as people may take. */
  readonly clock?: Clock
  /** The journal of a data directory; its own by default. Tests cut the power here. */
  readonly openJournal?: (path: string) => Journal & { readonly close: () => void }
  /** A file for what devices and Slipway say to each other, made fit for other eyes. */
  readonly transcript?: string | null
  readonly logger: Logger
}

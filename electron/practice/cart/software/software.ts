import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Phone } from '../phone.ts'
import type { AppleServices } from './apple-services.ts'
import type { Credentials } from './enrollment-request.ts'

/** Networks in reach of the cart; the device joins one by profile or by the practice user's fingers. */
export type PracticeNetwork = { readonly ssid: string; readonly password: string | null }

/** Where the practice user's fingers come from. `operator` waits for the control plane; `after` waits that long first. */
export type Hands =
  | { readonly kind: 'atOnce' }
  | { readonly kind: 'after'; readonly ms: number }
  | { readonly kind: 'operator' }
  | { readonly kind: 'never' }

/** What the practice user knows and wants. */
export type HandsAnswers = {
  /**
   * When Hello is swiped: `whenPrepared` leaves a device to the bench until its cloud configuration asks for an
   * enrollment, as a person does who waits for the cart to say that it is done.
   */
  readonly hello: 'whenPrepared' | 'always'
  /** Which network to choose; null keeps the one already joined, else takes the first in reach. */
  readonly wifi: { readonly ssid: string; readonly password: string | null } | null
  /** Null: knows no account and goes back. */
  readonly signIn: { readonly userName: string; readonly password: string } | null
  /** Typed at the Apple Account pane; null sets it up later. */
  readonly appleAccount: { readonly userName: string; readonly password: string } | null
  /** Typed at the Activation Lock page: the owner's account, or the bypass code as a password alone. Null: knows neither. */
  readonly activationLock: { readonly userName: string; readonly password: string } | null
  /** Set at the passcode pane, and typed after a start where it fits; null wants none. */
  readonly passcode: string | null
  readonly language: { readonly language: string; readonly locale: string } | null
  readonly trust: boolean
  readonly install: boolean
  readonly remoteManagement: boolean
  /** How often the same question is answered again after it failed. */
  readonly retries: number
}

export type InstallResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly domain: string; readonly code: number; readonly text: string }

/**
 * What a device's own software does, seen from the wire part. Implemented in software/; the wire part only calls this
 * and never decides what a profile or a cloud configuration means.
 */
export type PhoneSoftware = {
  /** The system has started (factory, erase or restart). Runs Setup Assistant unless it is done. */
  readonly boot: () => void
  /** Power off or erase: everything running stops, prompts close. */
  readonly halt: () => void
  /**
   * InstallProfile by cable. In Setup Assistant at once and silently; on a set-up, unsupervised device the profile waits
   * in Settings, a person has 8 minutes, and the answer to the cable does not wait. `silent` is InstallProfileSilent.
   */
  readonly installProfile: (bytes: Uint8Array, how: 'cable' | 'silent') => Promise<InstallResult>
  readonly removeProfile: (identifier: string) => Promise<InstallResult>
  /** A management command from a proved supervisor at the cable; null for one it does not know. */
  readonly command: (requestType: string, command: PlistDict) => Promise<CableCommandResult | null>
  /** SetCloudConfiguration was stored: a running Setup Assistant obeys it from its next pane on. */
  readonly cloudConfigurationStored: () => void
  /** Asks Apple whether it holds a configuration for this device. */
  readonly configurationAtApple: () => Promise<'held' | 'none' | 'unknown'>
  /** Takes the configuration from Apple and enrolls with it, nobody touching the device. */
  readonly applyFromApple: (credentials: Credentials | null) => Promise<InstallResult>
  /** Somebody gets an app in the App Store; it waits for their Apple Account where there is none. */
  readonly installFromStore: (bundleId: string) => Promise<InstallResult>
  /** Somebody taps an app. False: it is not on the device, or the device is not set up, or nothing is known of the app. */
  readonly openApp: (bundleId: string) => boolean
  /** A push arrived. One with another PushMagic is ignored, as devices do. */
  readonly push: (pushMagic: string) => void
  /** `world.hands()` or `world.answers()` changed: open questions are looked at again. */
  readonly handsChanged: () => void
}

/** What a supervisor's command by cable comes to; `delivered` follows once the answer is out. */
export type CableCommandResult = { readonly message: PlistInputDict; readonly delivered?: () => void }

export type CreateSoftware = (phone: Phone, world: SoftwareWorld) => PhoneSoftware

/** What may go wrong in software: asking uses the opportunity up. */
export type Mishap = 'wifiMissing' | 'wifiWrongPassword' | 'notNow'

/** Where Company Portal is on the internet of the cart. */
export type PortalSite = {
  readonly url: string
  /** The sign-in of the organization, tenant included. */
  readonly authority: string
  /** Stands for the public authorities that certify both. */
  readonly rootPem: string
}

export type SoftwareWorld = {
  readonly networks: readonly PracticeNetwork[]
  /** Durations in ms are passed through this: instant makes them near zero, realistic keeps them, ×N divides. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly hands: () => Hands
  /** Absent: trusts, installs, enrolls, knows no account, swipes Hello when prepared. */
  readonly answers?: () => HandsAnswers
  /** Absent or null: a world without Apple's services. */
  readonly apple?: () => AppleServices | null
  /** Absent or null: a world without Company Portal. */
  readonly portal?: () => PortalSite | null
  /** Whether this goes wrong now; absent: nothing does. */
  readonly mishap?: (kind: Mishap) => boolean
  /** For time limits of people (8 minutes to confirm a profile): absent, `pause` measures them too. */
  readonly deadline?: (ms: number, signal?: AbortSignal) => Promise<void>
}

import type { Phone } from '../phone.ts'

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
  /** SetCloudConfiguration was stored: a running Setup Assistant obeys it from its next pane on. */
  readonly cloudConfigurationStored: () => void
  /** A push arrived. One with another PushMagic is ignored, as devices do. */
  readonly push: (pushMagic: string) => void
  /** `world.hands()` or `world.answers()` changed: open questions are looked at again. */
  readonly handsChanged: () => void
}

export type CreateSoftware = (phone: Phone, world: SoftwareWorld) => PhoneSoftware

export type SoftwareWorld = {
  readonly networks: readonly PracticeNetwork[]
  /** Durations in ms are passed through this: instant makes them near zero, realistic keeps them, ×N divides. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly hands: () => Hands
  /** Absent: trusts, installs, enrolls, knows no account, swipes Hello when prepared. */
  readonly answers?: () => HandsAnswers
  /** For time limits of people (8 minutes to confirm a profile): absent, `pause` measures them too. */
  readonly deadline?: (ms: number, signal?: AbortSignal) => Promise<void>
}

import type { Phone } from '../phone.ts'

/** Networks in reach of the cart; the device joins one by profile or by the practice user's fingers. */
export type PracticeNetwork = { readonly ssid: string; readonly password: string | null }

/** Where the practice user's fingers come from. `operator` waits for the control plane; `after` waits that long first. */
export type Hands =
  | { readonly kind: 'atOnce' }
  | { readonly kind: 'after'; readonly ms: number }
  | { readonly kind: 'operator' }
  | { readonly kind: 'never' }

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
}

export type CreateSoftware = (phone: Phone, world: SoftwareWorld) => PhoneSoftware

export type SoftwareWorld = {
  readonly networks: readonly PracticeNetwork[]
  /** Durations in ms are passed through this: instant makes them near zero, realistic keeps them, ×N divides. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly hands: () => Hands
}

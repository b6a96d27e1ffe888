import type { Selectable } from 'kysely'

export type ProgramTables = {
  readonly program_token: ProgramTokenRow
  /** A key pair whose public half was given out and that no token was encrypted to yet. */
  readonly program_key: { readonly container_id: string; readonly private_key: string; readonly certificate: string }
  readonly program_device: ProgramDeviceRow
  /** Which definition at Apple stands for which state of a profile: Apple's never change. */
  readonly program_definition: {
    readonly apple_profile: string
    readonly container_id: string
    readonly profile_guid: string
    readonly digest: string
  }
  readonly policy: PolicyRow
}

/** What was in the token file, and how far the sync with it has come. */
export type ProgramTokenRow = {
  readonly container_id: string
  readonly consumer_key: string
  readonly consumer_secret: string
  readonly access_token: string
  readonly access_secret: string
  readonly server_uuid: string | null
  /** Null before the first page. */
  readonly cursor: string | null
  /** When a fetch of everything was last complete. */
  readonly full_at: number | null
  /** 1: a sync of changes failed, so the next one asks for everything. */
  readonly next_full: number
}

/** What Apple said last about a device of a token. */
export type ProgramDeviceRow = {
  readonly serial: string
  readonly container_id: string
  readonly apple_status: string
  readonly apple_profile: string | null
  readonly seen_at: number
  readonly deleted_at: number | null
  /** When Apple last refused to assign the wanted profile, and with which word. */
  readonly refused_at: number | null
  readonly refusal: string | null
}

/** An enrollment policy of the new kind: made in Intune's own pages, read here. */
export type PolicyRow = {
  readonly guid: string
  readonly container_id: string
  readonly name: string
  readonly description: string | null
  readonly created_at: number
  /** JSON of the settings as Graph shows them. */
  readonly settings: string
}

export type ProgramToken = Selectable<ProgramTokenRow>

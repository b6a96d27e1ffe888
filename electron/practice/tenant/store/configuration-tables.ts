import type { Generated, Selectable } from 'kysely'

export type ConfigurationTables = {
  readonly configuration: ConfigurationRow
  readonly configuration_delivery: {
    readonly udid: string
    readonly configuration_id: string
    /** Of the profile as the device got it. */
    readonly identifier: string
    readonly version: number
    readonly command_uuid: string
    readonly state: 'sent' | 'installed' | 'failed' | 'removing'
  }
}

/** An iosCustomConfiguration. */
export type ConfigurationRow = {
  readonly seq: Generated<number>
  readonly id: string
  readonly name: string
  /** PayloadIdentifier of the profile inside. */
  readonly identifier: string
  /** Grows with each change of it. */
  readonly version: number
  readonly created_at: number
  readonly modified_at: number
  /** JSON: description, payloadName, payloadFileName, payload (base64). */
  readonly body: string
  /** JSON array of assignment targets as Graph was given them. */
  readonly targets: string
}

export type Configuration = Selectable<ConfigurationRow>

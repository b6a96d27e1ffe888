import type { Generated, Selectable } from 'kysely'

/** Times are milliseconds since 1970 on the service's clock; null means never. `seq` keeps the order of creation. */
export type ProgramTables = {
  /** What the service is: the organization, the key that signs cursors. Name → JSON. */
  readonly setting: { readonly name: string; readonly value: string }
  readonly mdm_server: MdmServerRow
  readonly device: DeviceRow
  readonly change: ChangeRow
  readonly profile: ProfileRow
  readonly api_account: ApiAccountRow
  readonly activity: ActivityRow
  readonly push_certificate: PushCertificateRow
}

/** An MDM server as the portal lists it, with the one token that is good for it. */
export type MdmServerRow = {
  readonly seq: Generated<number>
  /** 32 upper-case hexadecimal digits. */
  readonly uuid: string
  readonly name: string
  /** Who made the present token. */
  readonly admin_id: string
  /** What was uploaded: certificate or public key, PEM. */
  readonly certificate_pem: string
  readonly may_release: number
  readonly consumer_key: string | null
  readonly consumer_secret: string | null
  readonly access_token: string | null
  readonly access_secret: string | null
  readonly token_expires_at: number | null
  readonly created_at: number
  readonly updated_at: number
}

export type ProfileStatus = 'empty' | 'assigned' | 'pushed' | 'removed'

export type DeviceSource = 'APPLE' | 'MANUALLY_ADDED'

export type DeviceRow = {
  readonly seq: Generated<number>
  readonly serial: string
  readonly model: string
  readonly description: string
  readonly color: string
  readonly asset_tag: string
  readonly device_family: string
  readonly os: string
  readonly order_number: string
  /** APPLE, or MANUALLY_ADDED with Apple Configurator. */
  readonly source: DeviceSource
  readonly server_uuid: string | null
  readonly assigned_at: number | null
  readonly assigned_by: string | null
  readonly profile_uuid: string | null
  readonly profile_status: ProfileStatus
  readonly profile_assigned_at: number | null
  readonly profile_pushed_at: number | null
  /** Released for good: it belongs to no organization any more. */
  readonly disowned: number
  readonly added_at: number
  /** The last change of its assignment. */
  readonly updated_at: number
}

export type OperationType = 'added' | 'modified' | 'deleted'

/** What `/devices/sync` tells a server, in order; the record as it was then. */
export type ChangeRow = {
  readonly seq: Generated<number>
  readonly server_uuid: string
  readonly serial: string
  readonly op_type: OperationType
  readonly op_at: number
  readonly body: string
}

export type ProfileRow = {
  readonly uuid: string
  readonly server_uuid: string
  readonly created_at: number
  /** JSON as it was defined, Apple's defaults filled in. */
  readonly body: string
}

/** An account of Apple Business Manager's API; without a key nobody gets in. */
export type ApiAccountRow = {
  readonly client_id: string
  readonly name: string
  readonly key_id: string | null
  readonly public_key_pem: string | null
  readonly created_at: number
}

/** An order over many devices. */
export type ActivityRow = {
  readonly id: string
  readonly type: string
  readonly server_uuid: string
  /** JSON array. */
  readonly serials: string
  readonly created_at: number
  readonly completed_at: number | null
  readonly sub_status: string
  /** CSV, once it is over. */
  readonly log: string | null
}

export type PushCertificateRow = {
  readonly seq: Generated<number>
  /** Lower case. */
  readonly apple_id: string
  readonly topic: string
  readonly certificate_pem: string
  readonly created_at: number
  readonly expires_at: number
}

export type PushCertificate = Selectable<PushCertificateRow>
export type ApiAccount = Selectable<ApiAccountRow>
export type Activity = Selectable<ActivityRow>
export type MdmServer = Selectable<MdmServerRow>
export type ProgramDevice = Selectable<DeviceRow>

import type { Generated } from 'kysely'
import type { ConfigurationTables } from './configuration-tables.ts'
import type { DirectoryTables } from './directory-tables.ts'
import type { ProgramTables } from './program-tables.ts'

/** Times are milliseconds since 1970 on the tenant's clock; null means never. `seq` keeps the order of creation. */
export type TenantTables = ProgramTables &
  ConfigurationTables &
  DirectoryTables & {
    /** Keys, certificates and ids of this world, made once: name → JSON. */
    readonly world: { readonly name: string; readonly value: string }
    readonly bearer: {
      readonly token: string
      readonly kind: 'delegated' | 'app'
      /** JSON array of scope names. */
      readonly scopes: string
      readonly upn: string | null
      readonly expires_at: number
    }
    readonly container: ContainerRow
    readonly profile: ProfileRow
    readonly identity: IdentityRow
    readonly managed_device: ManagedDeviceRow
    /** One row, id 1; none when the tenant has no push certificate. */
    readonly apns: { readonly id: number; readonly body: string }
    readonly category: {
      readonly seq: Generated<number>
      readonly id: string
      readonly name: string
      readonly description: string | null
    }
    readonly corporate_identifier: {
      readonly seq: Generated<number>
      readonly id: string
      readonly identifier: string
      readonly body: string
    }
    readonly audit_event: {
      readonly seq: Generated<number>
      readonly id: string
      readonly at: number
      readonly body: string
    }
    readonly trouble: {
      readonly seq: Generated<number>
      readonly id: string
      readonly at: number
      readonly body: string
    }
    readonly person: PersonRow
    readonly app_registration: AppRegistrationRow
    /** Delegated permissions that were agreed to; upn `*` is the administrator's consent for everybody. */
    readonly consent: { readonly client_id: string; readonly upn: string; readonly scope: string }
    readonly sign_in_session: SignInSessionRow
    readonly refresh_token: RefreshTokenRow
    readonly session: SessionRow
    readonly scep_challenge: ScepChallengeRow
    readonly issued_certificate: IssuedCertificateRow
    readonly mdm_enrollment: MdmEnrollmentRow
    readonly mdm_command: MdmCommandRow
  }

/** A depOnboardingSetting: a real enrollment program token, or the hidden container of Apple Configurator. */
export type ContainerRow = {
  readonly seq: Generated<number>
  readonly id: string
  readonly hidden: number
  readonly token_type: 'none' | 'dep' | 'appleSchoolManager'
  readonly token_name: string | null
  readonly apple_identifier: string | null
  readonly expires_at: number | null
  readonly modified_at: number
  readonly synced_at: number | null
  readonly sync_triggered_at: number | null
  readonly sync_error: number
  readonly synced_count: number
  readonly consent: number
  readonly shared_with_sds: number
  readonly scope_tags: string
  /** The key pair whose public half Apple gets: private key and certificate as PEM. */
  readonly encryption_key: string | null
  readonly encryption_certificate: string | null
}

export type ProfileRow = {
  readonly seq: Generated<number>
  /** The bare GUID; Graph shows `{container}_{guid}`. */
  readonly guid: string
  readonly container_id: string
  readonly type: 'enrollmentProfile' | 'depIOSEnrollmentProfile'
  readonly name: string
  readonly is_default: number
  readonly visible_at: number
  /** JSON of the writable properties. */
  readonly body: string
}

export type EnrollmentState = 'unknown' | 'enrolled' | 'pendingReset' | 'failed' | 'notContacted' | 'blocked'

export type IdentityRow = {
  readonly seq: Generated<number>
  readonly id: string
  readonly container_id: string
  readonly serial: string
  readonly profile_guid: string | null
  readonly assigned_at: number | null
  readonly supervised: number
  readonly source: 'adminImport' | 'deviceEnrollmentProgram'
  readonly deleted: number
  readonly created_at: number
  readonly contacted_at: number | null
  readonly description: string | null
  readonly state: EnrollmentState
  readonly platform: string
}

export type ManagedDeviceRow = {
  readonly seq: Generated<number>
  readonly id: string
  readonly serial: string
  /** The MDM channel that belongs to it; null once a newer enrollment of the same device took its place. */
  readonly udid: string | null
  readonly profile_guid: string | null
  readonly enrolled_at: number
  readonly synced_at: number
  /** JSON of the Graph properties. */
  readonly body: string
  /** Of its object in the directory, which is neither this record's id nor the device id in its certificate. */
  readonly directory_id: Generated<string | null>
}

export type PersonRow = {
  readonly id: string
  readonly upn: string
  readonly display_name: string
  readonly password: string
  readonly licensed: number
  /** JSON array of directory roles, by name. */
  readonly roles: Generated<string>
  /** An authentication context (`c1`) that this person's tokens must carry; null asks for none. */
  readonly required_context: Generated<string | null>
}

export type AppRegistrationRow = {
  readonly client_id: string
  readonly name: string
  /** 1: a public client; only then may it use device codes. */
  readonly public_client: number
  /** JSON arrays: redirect URIs, PEM certificates, SHA-256 digests of secrets, delegated scopes, granted app roles. */
  readonly redirect_uris: string
  readonly certificates: string
  readonly secrets: string
  readonly scopes: string
  readonly roles: string
}

/** One sign-in of a person: every token that comes of it carries its id as `sid`. */
export type SignInSessionRow = {
  readonly id: string
  readonly upn: string
  /** JSON array of the authentication contexts it satisfied. */
  readonly contexts: string
  readonly created_at: number
  readonly ended_at: number | null
}

export type RefreshTokenRow = {
  /** SHA-256, hex: the token itself is not kept. */
  readonly digest: string
  readonly session_id: string
  readonly client_id: string
  readonly scopes: string
  readonly expires_at: number
}

/** `companyPortal`: the standard enrollment that a person starts by themselves; it has no enrollment profile. */
export type EnrollmentRoute = 'setupAssistant' | 'direct' | 'companyPortal'

/** One accepted attempt of a device to enroll: what its certificates are tied to. */
export type SessionRow = {
  readonly seq: Generated<number>
  readonly id: string
  readonly route: EnrollmentRoute
  readonly serial: string
  readonly udid: string
  readonly product: string | null
  readonly os_version: string | null
  /** Empty, like the container, where no enrollment profile was involved. */
  readonly profile_guid: string
  readonly container_id: string
  readonly upn: string | null
  readonly created_at: number
}

/** `ota` proves phase 2 of the direct route; `mdm` is the management identity; `lab` was minted for a test. */
export type CertificatePurpose = 'ota' | 'mdm' | 'lab'

export type ScepChallengeRow = {
  readonly challenge: string
  readonly session_id: string | null
  readonly purpose: CertificatePurpose
  readonly expires_at: number
  readonly used_at: number | null
}

export type IssuedCertificateRow = {
  readonly sha256: string
  readonly session_id: string | null
  readonly purpose: CertificatePurpose
  readonly pem: string
  readonly issued_at: number
}

export type MdmEnrollmentRow = {
  readonly udid: string
  readonly session_id: string
  readonly certificate_sha256: string
  /** `authenticated`: no token yet; `active`: may be pushed to; `removed`: told to leave, or left. */
  readonly state: 'authenticated' | 'active' | 'removed'
  readonly push_token: string | null
  readonly push_magic: string | null
  readonly unlock_token: string | null
  readonly awaiting_configuration: number
  readonly managed_device_id: string | null
  /** Grows with each Idle poll: a command answered NotNow is offered again in a later round. */
  readonly round: number
  readonly last_seen_at: number
  /** JSON of what Authenticate said. */
  readonly facts: string
}

export type MdmCommandRow = {
  readonly seq: Generated<number>
  readonly uuid: string
  readonly udid: string
  readonly request_type: string
  /** XML plist of the whole message to the device. */
  readonly message: Uint8Array
  readonly state: 'queued' | 'sent' | 'notNow' | 'acknowledged' | 'error'
  readonly not_now_round: number | null
  readonly created_at: number
  readonly answered_at: number | null
  readonly result: string | null
}

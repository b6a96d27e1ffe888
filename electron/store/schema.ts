import type { Generated } from 'kysely'

/** Tables of slipway.sqlite. Times are milliseconds since 1970, sealed columns are AES-256-GCM by the secret box. */
export type Tables = {
  readonly setting: { name: string; value: string }
  readonly secret: { name: string; sealed: Uint8Array }
  readonly organization: {
    id: Generated<number>
    name: string
    /** Apple's OrganizationMagic: one UUID for all devices of the organization. */
    magic: string
    certificate_pem: string
    created_at: number
  }
  readonly blueprint: { id: string; position: number; body: string }
  /** JSON, as `automationRule` has it. */
  readonly automation_rule: { id: string; body: string }
  /** JSON, as `cart` has it. */
  readonly cart: { id: string; position: number; body: string }
  /** Who may sign on. Keys are scrypt's, of the PIN with its salt and of the badge with the station's. */
  readonly operator: {
    id: string
    name: string
    pin_salt: Uint8Array | null
    pin_key: Uint8Array | null
    badge_key: Uint8Array | null
    wrong_pins: Generated<number>
    wait_until: Generated<number>
    created_at: number
  }
  /** `review` is JSON, as `shiftReview` has it; null while the shift goes on. */
  readonly shift: {
    id: Generated<number>
    operator_id: string
    operator_name: string
    started_at: number
    ended_at: number | null
    note: string | null
    review: string | null
  }
  readonly slot: {
    number: number
    /** Controller and ports; null while only the location is known. */
    port_key: string | null
    location_id: number | null
  }
}

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
  readonly slot: {
    number: number
    /** Controller and ports; null while only the location is known. */
    port_key: string | null
    location_id: number | null
  }
}

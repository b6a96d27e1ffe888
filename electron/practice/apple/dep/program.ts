import type { Logger } from '../../../lib/logger.ts'
import { randomBytes } from '../../../lib/crypto.ts'
import type { Factory } from '../../factory.ts'
import type { ApiTokens } from '../business/api-tokens.ts'
import type { ProgramFaults } from './faults.ts'
import type { Nonces } from './oauth1.ts'
import type { Sessions } from './sessions.ts'
import type { ProgramDatabase } from './store/open.ts'
import type { ProgramSwitches } from './switches.ts'

/** The organization the portal and `/account` speak of. */
export type Organization = {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly address: string
  readonly id: string
  readonly idHash: string
  /** Who is signed in at the portal: tokens are made in this name. */
  readonly administrator: string
  /** New terms of Apple's wait for an administrator: until then every call is refused. */
  readonly termsSigned: boolean
}

/** Everything the practice enrollment program works on. */
export type Program = {
  readonly db: ProgramDatabase
  /** The service's own time: cursors, tokens and sessions follow it, OAuth timestamps the wall clock. */
  readonly clock: { readonly now: () => number }
  readonly factory: Factory
  readonly logger: Logger
  readonly switches: ProgramSwitches
  readonly faults: ProgramFaults
  readonly sessions: Sessions
  readonly nonces: Nonces
  /** Who is in at the API of Apple Business Manager. */
  readonly apiTokens: ApiTokens
  /** Serials that an assignment answers THROTTLED for. */
  readonly throttled: Set<string>
  /** Serials the activation service holds locked. */
  readonly activationLocked: Set<string>
  readonly observe: (what: string, outcome: string) => void
}

const organizationName = 'organization'

/** Reads what is stored, or makes it up at the first start. */
export async function findOrganization(db: ProgramDatabase): Promise<Organization> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', organizationName).executeTakeFirst()
  if (row !== undefined) return JSON.parse(row.value) as Organization
  const organization: Organization = {
    name: 'Contoso Practice',
    email: 'it@contoso.example',
    phone: '+1 555 0100',
    address: '1 Practice Way, Redmond, WA 98052, US',
    id: String(randomBytes(5).readUIntBE(0, 5)),
    idHash: randomBytes(32).toString('hex'),
    administrator: 'abm@contoso.example',
    termsSigned: true,
  }
  await storeOrganization(db, organization)
  return organization
}

export async function storeOrganization(db: ProgramDatabase, organization: Organization): Promise<void> {
  const value = JSON.stringify(organization)
  await db
    .insertInto('setting')
    .values({ name: organizationName, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** 32 upper-case hexadecimal digits, the form of Apple's server and profile ids. */
export function newProgramId(): string {
  return randomBytes(16).toString('hex').toUpperCase()
}

/** As Apple writes times: whole seconds, UTC. */
export function programTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

import type { Logger } from '../../lib/logger.ts'
import type { TenantClock } from './clock.ts'
import type { Program } from '../apple/dep/program.ts'
import type { ProgramJobs } from './program/jobs.ts'
import type { PushService } from '../apple/push-service.ts'
import type { ForcedFailures } from './control/forced-failures.ts'
import type { Factory } from '../factory.ts'
import type { Observed } from './observed.ts'
import type { TenantDatabase } from './store/open.ts'
import type { Switches } from './switches.ts'
import type { World } from './world.ts'

/** Base URLs without a slash at the end; known once the listeners are up. */
export type TenantAddresses = {
  /** http on 127.0.0.1, for the admin's client. */
  graph: string
  /** https on localhost: the same Graph, for libraries that send no token without TLS. */
  secureGraph: string
  /** https on localhost, for devices. */
  device: string
  /** https on localhost, where people and applications sign in. */
  authority: string
  /** https on localhost: Company Portal, for its app and for browsers. */
  portal: string
  /** http on 127.0.0.1: SCEP protects its own messages, and must work before a device trusts the practice root. */
  scep: string
  /** http on 127.0.0.1: Apple's enrollment program, its portal and activation, a service of its own in this process. */
  apple: string
}

/** What every part of the practice tenant works on. */
export type Tenant = {
  readonly db: TenantDatabase
  readonly world: World
  readonly clock: TenantClock
  readonly switches: Switches
  readonly forced: ForcedFailures
  readonly observed: Observed
  readonly logger: Logger
  readonly addresses: TenantAddresses
  readonly push: PushService
  /** Who made the devices this tenant believes, and who activates them. */
  readonly factory: Factory
  /** Serials that the practice activation service holds locked. */
  readonly activationLocked: Set<string>
  /** Apple's side of device enrollment; the tenant's own work goes through its API over http only. */
  readonly program: Program
  /** Another enrollment program than the one here; null for that one. */
  readonly programUrl: string | null
  readonly jobs: ProgramJobs
}

export function bareProfileId(id: string): string {
  return id.slice(id.lastIndexOf('_') + 1).toLowerCase()
}

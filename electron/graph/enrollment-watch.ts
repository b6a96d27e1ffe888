import { asAppError } from '../../src-shared/errors.ts'
import type { AppError } from '../../src-shared/errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { GraphClient } from './call.ts'
import { appleIdentities, findIdentities } from './resources/apple-identities.ts'
import type { AppleIdentity, EnrollmentState } from './resources/apple-identities.ts'
import { newestManagedDevices } from './resources/managed-devices.ts'
import type { ManagedDevice } from './resources/managed-devices.ts'
import { normalizeSerial } from './serial.ts'

/** What Intune says of one serial. */
export type EnrollmentStatus = {
  readonly serial: string
  /** Graph's word of the identity; without an identity, enrolled when a managed device exists, else unknown. */
  readonly enrollmentState: EnrollmentState
  readonly lastContactedAt: number | null
  /** The newest record; looked up only for devices that Intune calls enrolled. */
  readonly managedDevice: ManagedDevice | null
  /**
   * Enrolled since the watch's baseline. A used device that is being staged again is still called enrolled from its
   * former life until it comes back.
   */
  readonly enrolledNow: boolean
}

/** When a serial was last enrolled, by upper-case serial, as read before staging; see `readEnrollment`. */
export type EnrollmentBaseline = ReadonlyMap<string, number | null>

export type WatchOptions = {
  readonly graph: GraphClient
  readonly accountId: string
  /** Asked anew before every round: devices come and go while a batch runs. An empty list costs nothing. */
  readonly serials: readonly string[] | (() => readonly string[])
  readonly clock: Clock
  readonly signal: AbortSignal
  /** First for every serial, then whenever something about it changes. */
  readonly onState: (status: EnrollmentStatus) => void
  /** An outage began (the error) or ended (null). The watch goes on in any case. */
  readonly onOutage?: (error: AppError | null) => void
  /** Every round that was answered: whoever else found the service away need not ask. */
  readonly onAnswer?: () => void
  readonly baseline?: EnrollmentBaseline
  /** The pause after a round with news and at the end of an outage; it grows up to `slowestMs` while nothing happens. */
  readonly fastestMs?: number
  readonly slowestMs?: number
}

/**
 * Follows devices until the signal fires: a few requests a round for any number of them, however long the service is
 * away. Resolves on the signal, never rejects because of the service.
 */
export async function watchEnrollment(options: WatchOptions): Promise<void> {
  const { clock, signal, onState, onOutage, onAnswer, fastestMs = 2_000, slowestMs = 60_000 } = options
  const reader = createEnrollmentReader(options.graph, options.accountId, options.baseline)
  const known = new Map<string, EnrollmentStatus>()
  let pauseMs = fastestMs
  let down = false
  while (!signal.aborted) {
    const serials = typeof options.serials === 'function' ? options.serials() : options.serials
    const round = await attempt(() => reader(serials, signal))
    if (signal.aborted) return
    if (round instanceof Error) {
      if (!down) onOutage?.(round)
      down = true
      pauseMs = Math.min(slowestMs, pauseMs * 2)
    } else {
      const back = down
      if (back) onOutage?.(null)
      onAnswer?.()
      down = false
      const news = round.filter((status) => isNews(known.get(status.serial), status))
      for (const status of news) {
        known.set(status.serial, status)
        onState(status)
      }
      pauseMs = back || news.length > 0 ? fastestMs : Math.min(slowestMs, pauseMs * 1.5)
    }
    if ((await attempt(() => clock.sleep(pauseMs, signal))) instanceof Error) return
  }
}

async function attempt<T>(task: () => Promise<T>): Promise<T | AppError> {
  try {
    return await task()
  } catch (error) {
    return asAppError(error)
  }
}

function isNews(before: EnrollmentStatus | undefined, now: EnrollmentStatus): boolean {
  return (
    before === undefined ||
    before.enrollmentState !== now.enrollmentState ||
    before.enrolledNow !== now.enrolledNow ||
    before.lastContactedAt !== now.lastContactedAt ||
    before.managedDevice?.id !== now.managedDevice?.id
  )
}

/** One look, for a baseline before staging: when each serial was last enrolled (null: never, or long gone). */
export async function readEnrollment(
  graph: GraphClient,
  serials: readonly string[],
  signal?: AbortSignal,
): Promise<EnrollmentBaseline> {
  const devices = await newestManagedDevices(graph, serials, signal)
  return new Map(serials.map(normalizeSerial).map((serial) => [serial, devices.get(serial)?.enrolledAt ?? null]))
}

type EnrollmentReader = (serials: readonly string[], signal: AbortSignal) => Promise<readonly EnrollmentStatus[]>

function createEnrollmentReader(
  graph: GraphClient,
  accountId: string,
  baseline: EnrollmentBaseline | undefined,
): EnrollmentReader {
  const readIdentities = createIdentityReader(graph, accountId)
  return async (wished, signal) => {
    const serials = [...new Set(wished.map(normalizeSerial))]
    const identities = await readIdentities(serials, signal)
    const worthAsking = serials.filter((serial) => mayBeManaged(identities.get(serial)))
    const devices = await newestManagedDevices(graph, worthAsking, signal)
    return serials.map((serial) => statusOf(serial, identities.get(serial), devices.get(serial) ?? null, baseline))
  }
}

function mayBeManaged(identity: AppleIdentity | undefined): boolean {
  return !identity || ['enrolled', 'pendingReset', 'blocked', 'unknown'].includes(identity.enrollmentState)
}

function statusOf(
  serial: string,
  identity: AppleIdentity | undefined,
  managedDevice: ManagedDevice | null,
  baseline: EnrollmentBaseline | undefined,
): EnrollmentStatus {
  const enrollmentState = identity?.enrollmentState ?? (managedDevice ? 'enrolled' : 'unknown')
  const before = baseline?.get(serial) ?? null
  const enrolledAt = managedDevice?.enrolledAt ?? null
  return {
    serial,
    enrollmentState,
    lastContactedAt: identity?.lastContactedAt ?? null,
    managedDevice,
    enrolledNow: enrollmentState === 'enrolled' && (before === null || (enrolledAt !== null && enrolledAt > before)),
  }
}

/**
 * One list serves any number of serials; but where a tenant's list has more pages than there are serials to ask for,
 * asking for each is cheaper. The first list tells.
 */
function createIdentityReader(
  graph: GraphClient,
  accountId: string,
): (serials: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, AppleIdentity>> {
  let pagesOfList = 0
  return async (serials, signal) => {
    if (serials.length === 0) return new Map()
    if (pagesOfList > serials.length) return findIdentities(graph, accountId, serials, signal)
    const wanted = new Set(serials)
    const found = new Map<string, AppleIdentity>()
    let pages = 0
    for await (const page of appleIdentities(graph, accountId, { signal })) {
      pages++
      for (const identity of page) if (wanted.has(identity.serial)) found.set(identity.serial, identity)
    }
    pagesOfList = pages
    return found
  }
}

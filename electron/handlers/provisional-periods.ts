import { AppError } from '../../src-shared/errors.ts'
import { isAddedByHand, provisionalPeriod } from '../../src-shared/provisional.ts'
import type { ProvisionalDevice } from '../../src-shared/provisional.ts'
import type { AbmDesk } from '../abm/abm-desk.ts'
import type { GraphClient } from '../graph/call.ts'
import { listManagedDevices, newestManagedDevices } from '../graph/resources/managed-devices.ts'

export type ProvisionalOptions = {
  readonly abm: Pick<AbmDesk, 'account' | 'devices' | 'device'>
  readonly graph: GraphClient
  readonly clock: { readonly now: () => number }
}

/** Both lists may be long, and neither changes while somebody looks at a page. */
const keptMs = 10 * 60_000
/** Above this the list of all devices costs fewer requests than asking for each. */
const askEach = 400

/** Who may still leave management, of the devices that were added to Apple Business Manager by hand. */
export class ProvisionalPeriods {
  readonly #options: ProvisionalOptions
  #kept: { readonly at: number; readonly answer: Promise<readonly ProvisionalDevice[]> } | null = null

  constructor(options: ProvisionalOptions) {
    this.#options = options
  }

  /** All of them, settled ones included, as of ten minutes ago at most; none without an account. @throws AppError `abm.…`, `graph.…` */
  async all(): Promise<readonly ProvisionalDevice[]> {
    const { abm, clock } = this.#options
    if ((await abm.account()) === null) return []
    const fresh = this.#fresh()
    if (fresh !== null) return fresh
    const kept = { at: clock.now(), answer: this.#read() }
    this.#kept = kept
    kept.answer.catch(() => {
      if (this.#kept === kept) this.#kept = null
    })
    return kept.answer
  }

  /** One device; null when it was bought, is not the organization's, or no account is connected. @throws AppError as `all` */
  async of(serial: string): Promise<ProvisionalDevice | null> {
    const { abm, graph, clock } = this.#options
    if ((await abm.account()) === null) return null
    const fresh = this.#fresh()
    if (fresh !== null) return (await fresh).find((one) => one.serial === serial) ?? null
    const device = await this.#ownDevice(serial)
    if (device === null || !isAddedByHand(device)) return null
    const enrolled = (await newestManagedDevices(graph, [device.serial])).get(device.serial)?.enrolledAt ?? null
    return provisionalPeriod(device, enrolled, clock.now())
  }

  #fresh(): Promise<readonly ProvisionalDevice[]> | null {
    return this.#kept !== null && this.#options.clock.now() - this.#kept.at < keptMs ? this.#kept.answer : null
  }

  async #ownDevice(serial: string) {
    try {
      return (await this.#options.abm.device(serial)).device
    } catch (error) {
      if (error instanceof AppError && error.code === 'abm.deviceUnknown') return null
      throw error
    }
  }

  async #read(): Promise<readonly ProvisionalDevice[]> {
    const { abm, clock } = this.#options
    const added = (await abm.devices(null)).filter(isAddedByHand)
    const enrolled = await this.#enrolled(added.map(({ serial }) => serial))
    const now = clock.now()
    const devices = added.map((device) => provisionalPeriod(device, enrolled.get(device.serial) ?? null, now))
    return devices.toSorted((a, b) => rank(a) - rank(b) || (a.endsAt ?? 0) - (b.endsAt ?? 0))
  }

  async #enrolled(serials: readonly string[]): Promise<ReadonlyMap<string, number | null>> {
    const { graph } = this.#options
    const devices =
      serials.length <= askEach
        ? [...(await newestManagedDevices(graph, serials)).values()]
        : // Newest first: the first word about a serial number is the one that counts.
          (await listManagedDevices(graph)).toReversed()
    return new Map(devices.map(({ serial, enrolledAt }) => [serial, enrolledAt]))
  }
}

/** Who may leave is what somebody looks for; what is settled is of interest to nobody. */
function rank({ state }: ProvisionalDevice): number {
  return state === 'settled' ? 2 : state === 'waiting' ? 1 : 0
}
